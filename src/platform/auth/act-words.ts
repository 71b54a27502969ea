import type { AuditEntry } from '#platform/audit/audit.sql.js';
import { hasMessage, type Lang, translate } from '#platform/i18n/messages.js';
import './auth.messages.js';

/** An entry of the register as people read it. */
export interface ActWords {
  /** "Modifica", "Aggiunta: indicatore". */
  what: string;
  /** "Obiettivo CAS-1", "Capitolo 3". */
  on: string;
  /** "piano: 2021-2023, azioni: 4": what the code does not say already. */
  details: string;
}

/**
 * Words for an act. Acts are named `thing.verb` or `thing.part-verb` (`objective.indicator-add`, `need.link-objective`).
 * One that has no words yet is told by its name: the register leaves nothing out.
 */
export function actWords(
  { action, subjectKind, details }: Pick<AuditEntry, 'action' | 'subjectKind' | 'details'>,
  lang: Lang,
): ActWords {
  const said = (key: string) => (hasMessage(key) ? translate(lang, key) : undefined);
  const [, verb = ''] = action.split('.');
  const [first = '', last = ''] = verb.split('-');
  const part = said(`auth.act-on.${last}`) ?? said(`auth.act-on.${first}`);
  const withPart = said(`auth.act.${first}`) ?? said(`auth.act.${last}`);
  const kind = said(`auth.act-on.${subjectKind}`) ?? subjectKind;
  // What is done to many things at once is done to the plan that holds them.
  const named = 'code' in details ? 'code' : subjectKind === 'plan' && 'plan' in details ? 'plan' : 'number';
  return {
    what:
      said(`auth.act.${verb}`) ??
      (withPart && part ? `${withPart}: ${part.toLocaleLowerCase(lang)}` : action),
    on: [kind, details[named]].filter((part) => part !== undefined && part !== null).join(' '),
    details: Object.entries(details)
      .filter(([name]) => name !== named)
      .map(([name, value]) => `${said(`auth.act-detail.${name}`) ?? name}: ${value}`)
      .join(', '),
  };
}
