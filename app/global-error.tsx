"use client";
// The last resort: even the root layout failed, so this draws a whole document and needs no theme.
import { digestOf } from "#components/ui/failed-page.tsx";

const styles = `
  :root { color-scheme: light dark; --ink: #10222a; --soft: #475b63; --ground: #f5f8f8; --petrol: #0b5c6b; --on: #fff }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e4eef0; --soft: #a5b8be; --ground: #0b1417; --petrol: #63c5d4; --on: #04242b }
  }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, sans-serif }
  main { max-width: 560px; margin: 12vh auto; padding: 0 20px }
  h1 { font-size: 26px; line-height: 1.25; letter-spacing: -0.012em }
  p { color: var(--soft) }
  button { font: inherit; font-weight: 600; padding: 8px 16px; border: 0; border-radius: 8px; cursor: pointer;
    background: var(--petrol); color: var(--on) }
  button:focus-visible { outline: 2px solid var(--petrol); outline-offset: 2px }
`;

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Sluice</title>
        <style>{styles}</style>
        <main>
          <h1>Sluice could not show this page</h1>
          <p>
            Something failed while it was put together. Nothing was changed by that. Trying again often helps.
          </p>
          {digest ? <p>Reference for your administrator: {digest}</p> : null}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
