/** The part of Turbo's interface in use here; the package ships no types. */
declare module '@hotwired/turbo' {
  export function visit(
    location: string,
    options?: {
      action?: 'advance' | 'replace';
      /** Drawn instead of asking for the address. */
      response?: { statusCode: number; redirected: boolean; responseHTML: string | undefined };
    },
  ): void;
  export const cache: { clear(): void };
  export const config: {
    forms: { confirm: (message: string, form: HTMLFormElement) => Promise<boolean> };
  };
}

interface TurboEvents {
  'turbo:before-visit': CustomEvent<{ url: string }>;
  'turbo:visit': CustomEvent<{ url: string; action: 'advance' | 'replace' | 'restore' }>;
  'turbo:before-render': CustomEvent<{ newBody: HTMLElement }>;
  'turbo:render': CustomEvent<unknown>;
  'turbo:load': CustomEvent<unknown>;
  'turbo:before-fetch-response': CustomEvent<{
    fetchResponse: {
      statusCode: number;
      redirected: boolean;
      location: URL;
      responseHTML: Promise<string | undefined>;
    };
  }>;
  'turbo:before-cache': CustomEvent<unknown>;
  'turbo:submit-end': CustomEvent<{
    success?: boolean;
    fetchResponse?: { response: Response };
    formSubmission: { formElement: HTMLFormElement };
  }>;
}

interface DocumentEventMap extends TurboEvents {}
