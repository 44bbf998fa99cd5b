import type { versions as english } from "../en/versions.ts";
import type { Translation } from "../typed.ts";

export const versions: Translation<typeof english> = {
  name: "Versiones del menú",
  what: "las versiones de este menú",
  sentence:
    "{count, plural, =0 {Aún no se guarda ninguna versión.} one {Se guarda # versión.} other {Se guardan # versiones.}}",
  empty: "La primera llega con la primera consulta al POS.",
  title: "Versiones",
  aside: "Primero, lo último que dio el POS.",
  newest: "la más reciente",
  inForce: "en vigor",
  pinned: "fijada",
  waits: "en espera",
  seen: "Vista por primera vez",
  confirmed: "confirmada por última vez",
  served:
    "Servida a <connection></connection>: {menuCalls, plural, one {# consulta del menú} other {# consultas del menú}}, {validates, plural, one {# validación} other {# validaciones}} y {submits, plural, one {# envío} other {# envíos}} juzgados con ella, lo primero <first></first>, lo último <last></last>",
  open: "Abrirla",
  changes: "Qué cambió<hidden> con {version}</hidden>",
  heldLine:
    "Esta tienda está fijada en una versión de su menú: <reason></reason>. Lo que su POS dio desde entonces espera; <link>ver las versiones</link>.",
  held: {
    since: "{by} fijó esta tienda en la versión <code></code> <time></time>: «{reason}».",
    nothing: "Desde entonces el POS no ha dado otra versión.",
    waiting:
      "La versión más reciente del POS, vista por primera vez <time></time>, está en espera. Lo que esta da por agotado ya cuenta.",
  },
  hold: "Fijar esta versión…",
  rollBack: "Volver a ella…",
  release: "Liberar la más reciente…",
  cancel: "Cancelar",
  why: "Motivo",
  whyHelp: "Para quien se lo pregunte; ni PAR ni los clientes lo ven.",
  dialog: {
    hold: "¿Fijar {store} en esta versión?",
    rollBack: "¿Devolver {store} a esta versión?",
    holdWhat:
      "A PAR se le sirve y los pedidos se calculan con ella hasta que alguien libere la más reciente. Las versiones nuevas se traen y esperan; lo que el POS da por agotado cuenta enseguida.",
    release: "¿Liberar la versión más reciente en {store}?",
    releaseWhat:
      "Lo último que dio el POS entra en vigor enseguida, para el menú de PAR y para los precios de los pedidos.",
    doHold: "Fijar",
    doRollBack: "Volver",
    doRelease: "Liberar",
  },
  done: {
    pinned: "{store} queda fijada en esta versión.",
    released: "{store} tiene el menú más reciente de su POS.",
  },
  several: {
    link: "Retener varias…",
    name: "Varias tiendas",
    sentence:
      "{held, plural, =0 {Ninguna tienda está retenida en una versión de su menú.} one {Una tienda está retenida en una versión de su menú.} other {# tiendas están retenidas en una versión de su menú.}}",
    note: "Cada tienda queda en la versión que está en vigor en ella; las más nuevas de su POS esperan hasta que se libere.",
    what: "las tiendas que se pueden retener",
    stores: "Tiendas",
    act: "Retener o liberar",
    held: "retenida <time></time>: <reason></reason>{waits, select, yes { · <link>espera una versión más nueva</link>} other {}}",
    newest: "tiene la versión más nueva de su POS",
    noMenu: "aún no tiene menú, así que no hay en qué retenerla",
    hold: "{count, plural, =0 {Retener} one {Retener # tienda} other {Retener # tiendas}}",
    release: "{count, plural, =0 {Liberar} one {Liberar # tienda} other {Liberar # tiendas}}",
    going: "En curso…",
    chosen:
      "{count, plural, =0 {Ninguna tienda está marcada.} one {# tienda está marcada.} other {# tiendas están marcadas.}}",
    all: "Marcar todas",
    nothing: "No marcar ninguna",
    answers: "Qué pasó",
    answer: {
      HELD: "Está retenida.",
      ALREADY_HELD: "Ya estaba retenida, y quedó como estaba.",
      RELEASED: "Tiene la versión más nueva de su POS.",
      NOT_HELD: "No estaba retenida.",
      NO_MENU: "Aún no tiene menú.",
      NOT_ALLOWED: "Usted no puede retener su menú.",
      NOT_FOUND: "No existe esa tienda.",
      CONFLICT: "Otra versión entró en vigor en este momento. Inténtelo de nuevo.",
      INVALID: "No se pudo hacer.",
      FAILED: "No se pudo hacer ahora. Inténtelo de nuevo.",
    },
  },
  refused: {
    noStore: "No existe esa tienda.",
    noVersion: "La tienda no guarda esa versión de su menú.",
    notAllowed:
      "Solo un propietario o administrador de esta marca puede fijar sus tiendas en una versión de su menú.",
    conflict: "Mientras tanto entró en vigor otra versión. Conviene mirarla primero.",
    notPinned: "La tienda no está fijada en ninguna versión.",
    reason: "Hay que decir el motivo, en 1 a {max, number} caracteres.",
    unusable: "Esa versión ya no se puede usar: no encaja con esta tienda o con este programa.",
    formerPos: "Esa versión es de un POS que la tienda ya no tiene: el de ahora no sabe nada de ella.",
  },
};
