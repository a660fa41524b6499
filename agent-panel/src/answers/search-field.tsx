import type { KeyboardEvent } from 'react';
import { composing } from '../keys/press.ts';
import type { Notice } from '../notice/use-notice.ts';
import { words } from '../pages/operator/words.ts';
import type { Work } from '../record/use-work.ts';
import { Icon } from '../ui/icons.tsx';
import { LIST_ID, optionId, SEARCH_ID, scrollClause } from './places.ts';
import type { Answers } from './use-answers.ts';

/** The cursor stays here: the list and the clause are moved with the keys while one goes on typing. */
export function SearchField({ work, answers, notice }: { work: Work; answers: Answers; notice: Notice }) {
  const label = words.answers.search[work.fields.serviceFunction];
  function pressed(event: KeyboardEvent<HTMLInputElement>) {
    if (composing(event.nativeEvent) || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ' && !event.altKey && answers.isReading && (notice.rows?.length ?? 0) > 0) {
      event.preventDefault();
      // A held key would tick what nobody has read yet.
      if (!event.repeat) notice.tick(event.shiftKey ? -1 : 1);
      return;
    }
    const act = (event.altKey ? altKeys : keys)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act(answers);
  }

  return (
    <div className="search">
      <Icon name="search" />
      <input
        id={SEARCH_ID}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={answers.placed.length > 0}
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={answers.activeKey === null ? undefined : optionId(answers.activeKey)}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={work.searchText}
        onChange={(event) => answers.type(event.target.value, isComposing(event.nativeEvent))}
        onCompositionEnd={(event) => answers.type(event.currentTarget.value, false)}
        onKeyDown={pressed}
      />
      <span className="search-keys">{words.answers.keysHint()}</span>
    </div>
  );
}

const keys: Readonly<Record<string, (answers: Answers) => void>> = {
  ArrowDown: (answers) => answers.move(1),
  ArrowUp: (answers) => answers.move(-1),
  Enter: (answers) => answers.enter(),
  Escape: (answers) => answers.escape(),
  PageDown: () => scrollClause(1),
  PageUp: () => scrollClause(-1),
};

const altKeys: typeof keys = {
  ArrowDown: (answers) => answers.turnClause(1),
  ArrowUp: (answers) => answers.turnClause(-1),
};

function isComposing(event: Event): boolean {
  return event instanceof InputEvent && event.isComposing;
}
