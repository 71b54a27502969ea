/** No inline script or style without the page's nonce, nothing from elsewhere. */
export function contentSecurityPolicy(nonce: string): string {
  return `default-src 'none';script-src 'self' 'nonce-${nonce}';style-src 'self' 'nonce-${nonce}';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'`;
}
