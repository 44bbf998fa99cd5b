import type { live as english } from "../en/live.ts";
import type { Translation } from "../typed.ts";

export const live: Translation<typeof english> = {
  start: "Seguir en vivo",
  stop: "Dejar de seguir",
  connecting: "Conectando…",
  live: "En vivo",
  behind: "En vivo, con retraso desde las {time}",
  still: "Sin noticias desde las {time}",
  signedOut: "Sesión cerrada: cargue la página de nuevo para iniciar sesión.",
  come: "Hay envíos nuevos al principio de la lista.",
  showNew: "{count, plural, one {# nuevo} other {# nuevos}}",
  showChanges: "Mostrar lo nuevo",
};
