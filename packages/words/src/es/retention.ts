import type { retention as english } from "../en/retention.ts";
import type { Translation } from "../typed.ts";

export const retention: Translation<typeof english> = {
  title: "Conservación",
  what: "qué se guarda cuánto tiempo",
  hidden: "Cuánto se guardan las llamadas es cosa de los propietarios",
  ownersOnly: "Solo los propietarios lo ven y lo cambian.",
  sentence:
    "Lo que pasó su plazo se borra cada hora, poco a poco. Los pedidos y sus importes se guardan para siempre.",
  brands: "Plazos por marca",
  noBrand: "De ninguna marca",
  noBrandHint: "Llamadas de remitentes u organizaciones que nadie conoce.",
  column: {
    brand: "Marca",
    bodies: "Cuerpos",
    calls: "Llamadas",
    guests: "Clientes",
    kind: "Qué",
    before: "Se guarda desde",
    past: "Se borraría ahora",
    held: "Retenido",
    oldest: "Lo más antiguo",
    gone: "Borrado hasta ahora",
    looked: "Última revisión",
  },
  heldHint:
    "Pasó su plazo y se guarda mientras su pedido siga abierto o en disputa, o un caso sobre ello no esté resuelto.",
  days: "{days, plural, one {# día} other {# días}}",
  forEver: "para siempre",
  never: "todavía no",
  none: "nada",
  moreThan: "más de {count, number}",
  kind: {
    BODIES: "Cabeceras y cuerpos de llamadas",
    EXCHANGES: "Llamadas",
    GUESTS: "Clientes en pedidos",
    REFUSED_GUESTS: "Clientes en llamadas rechazadas",
    POS_EVENTS: "Lo que los POS dijeron por sí mismos",
  },
  status: "Lo que pasó su plazo",
  begins:
    "Nada de esto se borra antes del <at></at>: hay tiempo de fijar otros plazos. «Borrar ahora» empieza enseguida.",
  run: "Borrar ahora",
  runAll: "Borrar ahora en todas partes",
  asked: "Pedido. Sigue en segundo plano; esta página muestra hasta dónde llegó.",
  form: "Plazos",
  field: {
    bodiesDays: "Cabeceras y cuerpos de llamadas, días",
    exchangesDays: "Llamadas, días",
    guestsDays: "Clientes, días",
  },
  hint: {
    bodiesDays: "De {min, number} a {max, number}. Lo que PAR y el POS enviaron, palabra por palabra.",
    exchangesDays: "De {min, number} a {max, number}. Cuándo, qué local, en qué quedó.",
    guestsDays:
      "De {min, number} a {max, number}, o vacío: tanto como sus pedidos. Después desaparecen nombre, teléfono, correo, dirección y notas, y ninguna búsqueda los encuentra.",
  },
  check: "Ver qué se borraría",
  checking: "Contando",
  save: "Guardar",
  back: "Cambiar otra vez",
  saved: "Guardado. Vale desde la próxima revisión.",
  impact: "Con estos plazos la próxima revisión borra, para siempre:",
  impactNone: "Con estos plazos no se borra nada en la próxima revisión.",
  impactRow: "{kind}: {count}",
  sizes: "Lo que hay",
  table: {
    exchanges: "Llamadas",
    exchange_bodies: "Cabeceras y cuerpos",
    refused_submits: "Lo que dicen las llamadas rechazadas",
  },
  rows: "unas {rows, number} filas",
  bytes: "{megabytes, number} MB",
  weeks: {
    title: "Cabeceras y cuerpos por semana",
    from: "Desde",
    first: "Todo lo anterior",
    outside: "Fuera de toda semana",
    size: "Tamaño",
    goes: "Se borra entera",
    oneByOne: "una a una",
    due: "en la próxima pasada",
    held: "{held, plural, one {# llamada retenida} other {# llamadas retenidas}}",
    strays:
      "Hay cuerpos fuera de toda semana: no se creó una a tiempo, o el reloj de un servidor está mal. Se encuentran como siempre y se borran uno a uno al cumplir su límite. Compare los relojes de los servidores y busque en el registro «partitions of bodies».",
    inOneTable:
      "Están en una sola tabla. La próxima pasada, cada hora, los reparte por semanas; si no puede, el registro dice por qué.",
  },
  refused: {
    changed: "Otra persona cambió estos plazos entretanto. Míralos de nuevo.",
    noBrand: "No existe esa marca.",
    range: "Indica un número entero de días de {min, number} a {max, number}.",
    exchangesOrder: "Las llamadas no pueden borrarse antes que sus cuerpos: dales al menos los mismos días.",
    guestsOrder:
      "Los clientes aparecen en los cuerpos: dales al menos los mismos días que a los cuerpos, o baja los de los cuerpos.",
  },
};
