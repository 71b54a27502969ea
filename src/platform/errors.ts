import type { MessageValues } from '#platform/i18n/messages.js';

/** Where one goes on from a refusal. */
export interface Way {
  /** Key of the message. */
  label: string;
  /** Whole address. */
  href: string;
}

/** A rule says no. The code is the key of the message that tells why and what to do. Becomes 409, or 422 beside a form. */
export class Refused extends Error {
  readonly code: string;
  readonly values: MessageValues;
  readonly status: 403 | 409 | 422;
  /** From the address that was asked for, the pages where one goes on: the most useful first. */
  readonly ways: (path: string) => Way[];

  constructor(
    code: string,
    values: MessageValues = {},
    status: 403 | 409 | 422 = 409,
    ways: (path: string) => Way[] = () => [],
  ) {
    super(code);
    this.code = code;
    this.values = values;
    this.status = status;
    this.ways = ways;
  }
}

/** Absent, or not to be seen by who asks: the same answer, so that existence itself is not told. */
export class Absent extends Error {
  /** Key of the message; another one only where what is absent is known to who asks, as an address that was used up. */
  readonly code: string;

  constructor(what = 'row', code = 'platform.absent') {
    super(`Absent: ${what}`);
    this.code = code;
  }
}

/** Called otherwise now: the same address with its present name in place of the former one, where it has that; else absent. */
export class Moved extends Absent {
  readonly from: string;
  readonly to: string;

  constructor(what: string, from: string, to: string) {
    super(what);
    this.from = from;
    this.to = to;
  }

  /** @param address path and query, as it was asked for */
  addressNow(address: string): string | undefined {
    // Two slashes would lead to another server.
    if (!address.startsWith('/') || address.startsWith('//')) return undefined;
    const [path = '', query] = address.split('?', 2);
    const steps = path
      .split('/')
      .map((step) => (step === encodeURIComponent(this.from) ? encodeURIComponent(this.to) : step));
    const asked = new URLSearchParams(query);
    for (const [name, value] of [...asked]) if (value === this.from) asked.set(name, this.to);
    const found = query === undefined ? steps.join('/') : `${steps.join('/')}?${asked}`;
    return found === address ? undefined : found;
  }
}

export interface FieldError {
  /** Name of the form's field; empty for the form as a whole. */
  field: string;
  /** Key of the message. */
  code: string;
  values?: MessageValues;
}

/** Input that cannot be taken as it is: one message a field, the values are given back to who typed them. Becomes 422. */
export class Invalid extends Error {
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    super(errors.map((error) => `${error.field}: ${error.code}`).join(', '));
    this.errors = errors;
  }
}

/** Somebody else saved the same thing meanwhile. The form is shown again with both texts. Becomes 409. */
export class Conflict extends Refused {
  constructor() {
    super('platform.conflict');
  }
}

/** Not an error page: the visitor is led to the sign-in page and back. */
export class SignInNeeded extends Error {
  readonly returnTo: string;
  /** Something was being sent, and did not arrive. */
  readonly wasSending: boolean;

  constructor(returnTo: string, wasSending = false) {
    super('Sign-in needed');
    this.returnTo = returnTo;
    this.wasSending = wasSending;
  }
}

/** It cannot be had just now, and may be in a while. Becomes 503 with the seconds after which to ask again. */
export class Unavailable extends Error {
  readonly code: string;
  readonly retryAfterSeconds: number;

  /** @param cause what went wrong, for the log; none where waiting is all in order */
  constructor(code: string, retryAfterSeconds = 10, cause?: unknown) {
    super(code, cause === undefined ? {} : { cause });
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
