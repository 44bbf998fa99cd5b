import type { menus as english } from "../en/menus.ts";
import type { Translation } from "../typed.ts";

export const menus: Translation<typeof english> = {
  name: "Menús",
  what: "los menús",
  note: "Desde aquí se atiende a PAR. Parley trae cada menú al arrancar, cada media hora y cuando se le pide.",
  sentence: {
    none: "Aún no hay ninguna tienda.",
    current: "El menú de cada tienda está al día.",
    missing:
      "{count, plural, one {# tienda no tiene menú: PAR no puede pedir allí.} other {# tiendas no tienen menú: PAR no puede pedir allí.}}",
    stale: "{count, plural, one {# menú no se pudo actualizar.} other {# menús no se pudieron actualizar.}}",
    held: "{count, plural, one {# tienda está retenida} other {# tiendas están retenidas}}, {waiting, plural, =0 {y no espera ninguna versión más nueva} other {y una versión más nueva espera en #}}.",
  },
  emptyHelp: "Añada una en <link>Tiendas</link>; su menú se trae de su POS.",
  column: {
    store: "Tienda",
    brand: "Marca",
    parLocation: "Ubicación de PAR",
    menu: "Menú",
    version: "Versión",
    changes: "Cambios",
    pos: "POS",
    acts: "Acciones",
  },
  changes: "Qué cambió<hidden> en {store}</hidden>",
  paused: "en pausa",
  notMapped: "sin asignar",
  pos: "{kind}, clase {letter}",
  state: {
    none: "ninguno: PAR no puede pedir aquí",
    confirmed: "confirmado <at></at>",
    stale: "falló la última lectura, confirmado <at></at>",
    held: "retenida{waits, select, yes { · espera una versión más nueva} other {}}<hidden>: versiones de {store}</hidden>",
  },
  refresh: {
    act: "Actualizar ahora",
    pending: "Actualizando…",
    ofStore: "el menú de {store}",
    done: "Al día",
    held: "Sigue retenida",
    waits: "Espera una versión más nueva",
  },
};
