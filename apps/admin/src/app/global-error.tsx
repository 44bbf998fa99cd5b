"use client";

/** The last net, when even the frame of the page broke; it can rely on no styles, and on no words but its own. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>Parley's admin broke.</h1>
        <p>Nothing was changed. Try again; if it stays so, the admin's log says what went wrong.</p>
        <p lang="es">
          El panel de Parley se rompió. No se cambió nada. Reinténtelo; si sigue así, el registro del panel
          dice qué falló.
        </p>
        <button type="button" onClick={reset}>
          Try again · <span lang="es">Reintentar</span>
        </button>
      </body>
    </html>
  );
}
