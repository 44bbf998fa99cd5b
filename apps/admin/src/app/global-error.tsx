"use client";

/** The last net, when even the frame of the page broke; it can rely on no styles. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>Parley's admin broke.</h1>
        <p>Nothing was changed. Try again; if it stays so, the admin's log says what went wrong.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
