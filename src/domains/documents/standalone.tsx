import type { VNode } from 'preact';
import { asset } from '#platform/http/assets.js';
import type { Document } from './documents.types.js';
import { DocumentHtml } from './html.js';

/** The document as a page of its own, without the site around it. It has no script and asks for one style sheet. */
export function StandaloneDocument({ doc }: { doc: Document }): VNode {
  return (
    <html lang={doc.lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${doc.title} · ${doc.ambito}`}</title>
        <link rel="stylesheet" href={asset('css/main.scss')} />
      </head>
      <body>
        <main class="trama-doc-alone">
          <DocumentHtml doc={doc} embedsImages />
        </main>
      </body>
    </html>
  );
}
