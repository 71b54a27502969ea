/** The part of Turbo's interface in use here; the package ships no types. */
declare module '@hotwired/turbo' {
  export function visit(location: string, options?: { action?: 'advance' | 'replace' }): void;
  export const cache: { clear(): void };
  export const config: {
    drive: { progressBarDelay: number };
    forms: { confirm: (message: string) => boolean | Promise<boolean> };
  };
}
