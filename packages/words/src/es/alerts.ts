import type { alerts as english } from "../en/alerts.ts";
import type { Translation } from "../typed.ts";

export const alerts: Translation<typeof english> = {
  told: {
    opened: "{title}.",
    grown: "Continúa, con {count, plural, one {# fallo} other {# fallos}} hasta ahora: {title}.",
    ended: "Terminó tras {span}: {title}.",
    test: "Esto es una prueba de las alertas de Parley: llegan aquí.",
  },
  issue: "Ver la incidencia",
  issues: "Ver las incidencias",
  waiting: "{count, plural, one {# pedido espera} other {# pedidos esperan}} por ello.",
  mailFooter:
    "Parley envía esto por el canal «{channel}». Quien puede cambiar los canales puede desactivarlo.",
  refused: {
    kinds: "Un canal avisa de algo: elija de qué.",
    name: "Un canal tiene un nombre de 1 a {max, number} caracteres.",
    addresses: "Un canal de correo tiene de 1 a {max, number} direcciones separadas por comas.",
    url: "La URL de un webhook empieza por https:// y lleva a la internet pública, por el puerto 443 u 8443.",
  },
};
