import type { status as english } from "../en/status.ts";
import type { Translation } from "../typed.ts";

export const status: Translation<typeof english> = {
  pending: { word: "Pendiente", meaning: "Aceptado, y todavía no está en el POS." },
  unknown: { word: "Desconocido", meaning: "El POS no dijo si tiene el pedido. PAR oye «pending»." },
  attention: { word: "Necesita a una persona", meaning: "No se resolvió solo. PAR oye «pending»." },
  placed: { word: "En el POS", meaning: "El POS tiene el pedido." },
  rejected: {
    word: "Denegado",
    meaning: "Un pedido denegado, por nosotros o por el POS, por un motivo que se dijo a PAR.",
  },
  errored: { word: "No entregado", meaning: "Seguro que no está en el POS." },
  refused: {
    word: "Rechazado",
    meaning: "Rechazado antes de ser un pedido, por un motivo que se dijo a PAR.",
  },
  disputed: { word: "En disputa", meaning: "El POS contradice lo que se dijo a PAR." },
};
