import { type Bindings, ownBindings } from '../domain/keys/bindings.ts';
import { may, type Right, type Role, rightSchema } from '../domain/people/role.ts';
import type { Scopes } from './scopes.ts';
import type { Account } from './store.ts';

export interface AccountDescription {
  accountId: string;
  login: string;
  name: string;
  agentNo: string | null;
  roles: Role[];
  rights: Right[];
  unitId: string;
  unitName: string;
  regionCode: string;
  /** what is shown is made up: said on every page */
  demo: boolean;
  /** 数据截至 */
  dataAsOf: string | null;
  /** combinations of the panel that the site chose itself, by action; left out where it chose none */
  keys?: Readonly<Record<string, string>>;
}

interface Needs extends Pick<AccountDescription, 'regionCode' | 'demo' | 'dataAsOf'> {
  scopes: Scopes;
  keys: Bindings;
}

/** Who somebody is and what they may do, as their own page shows it. */
export class DescribeAccount {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  describe(account: Account): AccountDescription {
    const { scopes, regionCode, demo, dataAsOf, keys } = this.#needs;
    const own = ownBindings(keys);
    const { id, login, name, agentNo, roles, unitId } = account;
    return {
      accountId: id,
      login,
      name,
      agentNo,
      roles,
      rights: rightSchema.options.filter((right) => may(roles, right)),
      unitId,
      unitName: scopes.unitName(unitId),
      regionCode,
      demo: demo || account.demo,
      dataAsOf,
      ...(Object.keys(own).length > 0 && { keys: own }),
    };
  }
}
