import type { Bindings } from '../domain/keys/bindings.ts';
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
  /** combinations of the panel by action */
  keys: Bindings;
}

interface Needs extends Pick<AccountDescription, 'regionCode' | 'demo' | 'dataAsOf' | 'keys'> {
  scopes: Scopes;
}

/** Who somebody is and what they may do, as their own page shows it. */
export class DescribeAccount {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  describe(account: Account): AccountDescription {
    const { scopes, regionCode, demo, dataAsOf, keys } = this.#needs;
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
      keys,
    };
  }
}
