import type { story as english } from "../en/story.ts";
import type { Translation } from "../typed.ts";

export const story: Translation<typeof english> = {
  validated: {
    validated:
      "PAR preguntó {count, plural, one {} other {# veces }}si se puede hacer el pedido y se le dijo que sí",
    rejected:
      "PAR preguntó {count, plural, one {} other {# veces }}si se puede hacer el pedido y se le dijo que no",
    errored:
      "PAR preguntó {count, plural, one {} other {# veces }}si se puede hacer el pedido; aún no se conocía el menú de la tienda",
    refused:
      "PAR preguntó {count, plural, one {} other {# veces }}si se puede hacer el pedido, de una forma que no se aceptó",
  },
  changed: "Cambió desde que PAR preguntó: {changes}",
  change: {
    lineAdded: "entró {quantity}× {name}",
    lineGone: "salió {quantity}× {name}",
    quantity: "{name} de {before} a {after}",
    price: "{name} a {after} en lugar de {before}",
    priceUnknown: "el precio de {name}",
    modifiers: "lo que acompaña a {name}",
    subtotal: "subtotal {after} en lugar de {before}",
    discount: "descuentos {after} en lugar de {before}",
    tax: "impuesto {after} en lugar de {before}",
    fee: "cargos {after} en lugar de {before}",
    tip: "propina {after} en lugar de {before}",
    grand: "total {after} en lugar de {before}",
    more: "{count, plural, one {# cosa más} other {# cosas más}}",
  },
  submitRefused:
    "PAR intentó enviarlo {count, plural, one {antes} other {# veces antes}}; esa llamada no se aceptó, así que no hizo ningún pedido",
  submitted: "PAR lo envió: {total}, {items, plural, one {# artículo} other {# artículos}}",
  answered: {
    placed: "Se le dijo a PAR que está hecho",
    pending: "Se le dijo a PAR que aún no está resuelto",
    rejected: "Se le dijo a PAR que se rechazó",
    errored: "Se le dijo a PAR que falló",
    other: "PAR recibió una respuesta que no dice nada de él",
  },
  submittedAgain: {
    placed: "PAR lo envió {count, plural, one {otra vez} other {# veces más}} y se le dijo que está hecho",
    pending:
      "PAR lo envió {count, plural, one {otra vez} other {# veces más}} y se le dijo que aún no está resuelto",
    rejected: "PAR lo envió {count, plural, one {otra vez} other {# veces más}} y se le dijo que se rechazó",
    errored: "PAR lo envió {count, plural, one {otra vez} other {# veces más}} y se le dijo que falló",
    other: "PAR lo envió {count, plural, one {otra vez} other {# veces más}}, y no se aceptó",
  },
  conflicted: {
    requestUid:
      "PAR envió otro pedido con su request uid{count, plural, one {} other { (# veces)}}; se rechazó, y este queda como está",
    onlineOrderId:
      "PAR envió otro pedido con su número de pedido en línea{count, plural, one {} other { (# veces)}}; se rechazó, y este queda como está",
  },
  asked: {
    placed: "PAR preguntó {count, plural, one {} other {# veces }}qué pasó con él y oyó: hecho",
    pending: "PAR preguntó {count, plural, one {} other {# veces }}qué pasó con él y oyó: aún no resuelto",
    rejected: "PAR preguntó {count, plural, one {} other {# veces }}qué pasó con él y oyó: rechazado",
    errored: "PAR preguntó {count, plural, one {} other {# veces }}qué pasó con él y oyó: falló",
    other:
      "PAR preguntó {count, plural, one {} other {# veces }}qué pasó con él y no recibió respuesta sobre él",
  },
  held: {
    busy: "Esperó su turno: el POS de {store} atendía todos los pedidos que acepta a la vez",
    failing: "Esperó: el POS de {store} respondía, pero no hacía ni rechazaba ningún pedido",
    down: "Esperó: el POS de {store} no respondía",
    other: "Esperó a ser enviado a {store}",
  },
  refused: "Rechazado antes de enviar nada a {store}: {reasons}",
  refusedBare: "Rechazado antes de enviar nada a {store}",
  tried: {
    placed: "{try}: el POS de {store} lo tomó como {posOrderId}",
    refused: "{try}: el POS de {store} lo rechazó: {reasons}",
    refusedBare: "{try}: el POS de {store} lo rechazó y no dio motivo",
    contradicted: "{try}: el POS de {store} se contradijo",
    running: "{try}: enviado al POS de {store}, que aún no ha respondido",
    cutOff: "{try}: se cortó de nuestro lado, así que nadie sabe si el POS de {store} lo tiene",
    unsent: "{try}: retenido de nuestro lado; no se envió nada",
    unreached: "{try}: no se pudo llegar al POS de {store}; no se envió nada",
    silent: "{try}: el POS de {store} no respondió",
    declined: "{try}: el POS de {store} respondió que no hizo ningún pedido",
    fault: "{try}: el POS de {store} respondió {status}, una falla suya",
    unreadable: "{try}: el POS de {store} dio una respuesta que no se puede leer",
    undecided: "{try}: el POS de {store} respondió, pero no si tiene el pedido",
  },
  try: "Intento {number}",
  tries: "Intentos {from}–{to}",
  toldLate: {
    counts: "La respuesta al intento {number} llegó tarde y resuelve el pedido: el POS de {store} lo tiene",
    other: "La respuesta al intento {number} llegó demasiado tarde para contar",
  },
  lookedUp: {
    absent:
      "Preguntamos al POS de {store} {count, plural, one {} other {# veces }}por el pedido; no lo tenía",
    other:
      "Preguntamos al POS de {store} {count, plural, one {} other {# veces }}por el pedido; no supo decir",
  },
  found: "Preguntamos al POS de {store} por el pedido; lo tiene como {posOrderId}",
  takenBack: "El POS de {store} retiró el pedido, como le pedimos",
  gaveUp: {
    asked: "Se acabó el tiempo para intentar, y nadie sabe si {store} lo tiene: se pregunta a una persona",
    other: "Se acabó el tiempo para intentar; seguro que {store} no lo tiene",
  },
  needsPerson: {
    crossed: "Se pregunta a una persona: el POS dio el número de otro pedido",
    neverTried: "Se pregunta a una persona: se acabó el tiempo antes de que llegara su turno",
    unreadable: "Se pregunta a una persona: lo guardado del pedido no se puede leer",
    storeGone: "Se pregunta a una persona: la tienda ya no existe",
    other: "Se pregunta a una persona: nadie sabe si {store} lo tiene",
  },
  confirmed: {
    there: "{who} lo encontró en {store} como {posOrderId}: hecho",
    absent: "{who} miró, y {store} no lo tiene",
  },
  sentAgain: "{who} lo hizo enviar otra vez (intento {number})",
  hurried: "{who} pidió que el siguiente paso se diera enseguida",
  disputed: {
    pos_cancelled: "El POS de {store} lo canceló después de todo",
    pos_refused: "El POS de {store} lo rechazó después de todo",
    pos_has_it: "El POS de {store} lo tiene después de todo",
    pos_order_of_another: "Una persona vio que su comanda en {store} nombra otro pedido",
    unlisted: "Algo contradice lo que se le dijo a PAR",
  },
  disputeSettled: "{who} se ocupó de la contradicción",
  posTold: "El POS de {store} habló de él{count, plural, one {} other { # veces}}, tal como lo conocemos",
  page: {
    title: "Qué pasó",
    tabs: "Vistas de este pedido",
    tabStory: "Historia",
    tabEngineer: "Para ingenieros",
    order: "Orden de los pasos",
    oldest: "Primero lo más antiguo",
    newest: "Primero lo más reciente",
    empty: "Aún no hay nada escrito.",
    call: "Llamada",
    callOf: "La llamada registrada de este paso",
    noteSaid: "«{note}»",
    time: "En qué se fue el tiempo",
    timeOver: "{total} desde la llamada de PAR hasta que se resolvió",
    timeOpen: "{total} desde la llamada de PAR, y aún sin resolver",
    gateway: "Parley",
    pos: "el POS",
    wait: "pausas entre intentos",
    usual: "lo habitual en esta tienda",
    partOf: "{name}: {span}",
    guest: "Cliente",
    guestUnknown: "PAR no dijo quién hizo el pedido.",
    otherTries: "Otros intentos de este pedido en línea",
    otherTryRefused: "rechazado antes de ser un pedido",
  },
  somebody: "Alguien del equipo",
};
