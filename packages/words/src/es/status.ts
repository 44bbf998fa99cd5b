import type { status as english } from "../en/status.ts";
import type { Translation } from "../typed.ts";

export const status: Translation<typeof english> = {
  pending: { word: "Pendiente", meaning: "Aceptado, y todavía no está en el POS." },
  unknown: { word: "Desconocido", meaning: "El POS no dijo si tiene el pedido. PAR oye «pending»." },
  attention: { word: "Necesita a una persona", meaning: "No se resolvió solo. PAR oye «pending»." },
  placed: { word: "En el POS", meaning: "El POS tiene el pedido." },
  rejected: {
    word: "Denegado",
    meaning: "Un pedido contra el que decidimos nosotros o su POS. A PAR se le dijo por qué.",
  },
  errored: {
    word: "No entregado",
    meaning: "Un pedido contra el que nadie decidió, y que seguro no llegó a su POS.",
  },
  refused: {
    word: "Rechazado",
    meaning: "No es un pedido: se rechazó la llamada misma, por un identificador, una firma o algo así.",
  },
  disputed: { word: "En disputa", meaning: "El POS contradice lo que se dijo a PAR." },
};
