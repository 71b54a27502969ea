import { Command, type CommanderError, type Help } from 'commander';
import type { Installation } from './installation.js';

/** What every command is given. */
export interface CommandLine {
  /** Opens the installation's data; once, however often it is asked for. */
  open(): Promise<Installation>;
  /** A line of the answer, on the standard output. */
  print(line: string): void;
  /** A line about the work itself, on the standard error. */
  note(line: string): void;
}

/** Adds one command, or a group, to the program. */
export type AddCommand = (program: Command, line: CommandLine) => void;

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Uso:',
  'Arguments:': 'Argomenti:',
  'Options:': 'Opzioni:',
  'Global Options:': 'Opzioni comuni:',
  'Commands:': 'Comandi:',
};

/** The words that commander itself writes into a help page, in Italian. */
const italianHelp: Partial<Help> = {
  styleTitle: (title) => TITLES[title] ?? title,
  optionDescription: (option) => {
    const facts = [
      ...(option.argChoices ? [`uno fra: ${option.argChoices.join(', ')}`] : []),
      ...(typeof option.defaultValue === 'string' ? [`se manca: ${option.defaultValue}`] : []),
    ];
    return facts.length === 0 ? option.description : `${option.description} (${facts.join('; ')})`;
  },
  commandUsage: (command) => {
    const path: string[] = [];
    for (let at: Command | null = command; at; at = at.parent) path.unshift(at.name());
    const hasCommands = command.commands.length > 0;
    return [
      ...path,
      ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
      hasCommands ? '<comando> [opzioni]' : '[opzioni]',
    ].join(' ');
  },
  subcommandTerm: (command) =>
    [
      command.name(),
      ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
    ].join(' '),
};

/** A command whose own words are Italian, and that throws instead of ending the process. */
export function newCommand(name: string): Command {
  const command = new Command(name);
  return speakItalian(command);
}

function speakItalian(command: Command): Command {
  command
    .exitOverride()
    .configureHelp(italianHelp)
    // What commander would print is said by `explainUsage`.
    .configureOutput({ outputError: () => {} })
    .helpOption('-h, --help', 'mostra questo aiuto')
    .helpCommand(false)
    .showSuggestionAfterError(true);
  return command;
}

/** Adds a command under another one; commander copies only part of the settings by itself. */
export function addCommand(parent: Command, name: string, description: string): Command {
  const command = newCommand(name).description(description);
  parent.addCommand(command);
  return command;
}

const QUOTED = /'([^']+)'/;

/** What is wrong in how a command was written, in a sentence. */
export function explainUsage(error: CommanderError): string {
  const quoted = QUOTED.exec(error.message)?.[1] ?? '';
  const similar = /Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1];
  const hint = similar ? ` Forse ${similar}?` : '';
  switch (error.code) {
    case 'commander.unknownCommand':
      return `Il comando «${quoted}» non c'è.${hint}`;
    case 'commander.unknownOption':
      return `L'opzione ${quoted} non c'è.${hint}`;
    case 'commander.missingArgument':
      return `Manca l'argomento <${quoted}>.`;
    case 'commander.missingMandatoryOptionValue':
      return `Manca l'opzione ${quoted}.`;
    case 'commander.optionMissingArgument':
      return `L'opzione ${quoted} vuole un valore.`;
    case 'commander.excessArguments':
      return 'Ci sono argomenti in più. Se un valore contiene spazi, mettetelo fra virgolette.';
    case 'commander.invalidArgument': {
      const [, option = '', value = ''] = /'([^']+)'[^']*'([^']*)'/.exec(error.message) ?? [];
      const choices = /Allowed choices are ([^.]+)\./.exec(error.message)?.[1];
      const why = choices
        ? `I valori possibili: ${choices}.`
        : (/is invalid\. (.+)$/s.exec(error.message)?.[1] ?? '');
      return `«${value}» non va bene per ${option}. ${why}`.trim();
    }
    default:
      return error.message.replace(/^error: /, '');
  }
}
