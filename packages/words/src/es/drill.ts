import type { drill as english } from "../en/drill.ts";
import type { Translation } from "../typed.ts";

export const drill: Translation<typeof english> = {
  name: "Simulacro",
  what: "el simulacro de este menú",
  title: {
    none: "Aquí aún no se ha hecho ningún simulacro",
    running: "{checked, number} de {items, number} artículos comprobados",
    fine: "El POS acepta cada artículo tal como lo vende PAR",
    differs:
      "{count, plural, one {# artículo difiere} other {# artículos difieren}} entre nuestro menú y el POS",
    stopped: "Detenido tras {checked, number} de {items, number} artículos",
    failed: "Interrumpido tras {checked, number} de {items, number} artículos",
  },
  waits: {
    orders: "Los pedidos van primero: sigue cuando no haya ninguno en curso en esta tienda.",
    pos: "El POS no acepta pedidos ahora mismo: sigue cuando los acepte, y abandona a los diez minutos.",
  },
  failed: {
    no_answer: "El POS no responde. Compruebe que está encendido y accesible y empiece de nuevo.",
    not_offered:
      "Este POS no tiene comprobación: no se le puede preguntar si aceptaría un pedido sin hacerlo. Envíe en su lugar un pedido de prueba.",
    store_closed: "El POS dice que la tienda está cerrada. Empiece de nuevo cuando esté abierta.",
    menu_gone: "La versión del menú que se comprobaba ya no se puede leer. Empiece de nuevo.",
    pos_gone: "Se quitó el POS de la tienda o sus ajustes no se pueden usar. Corríjalos y empiece de nuevo.",
  },
  kinds: {
    price: "Precios distintos",
    unknown: "Desconocidos para el POS",
    off: "Agotados en el POS",
    choices: "Opciones rechazadas",
    other: "Rechazados por otro motivo",
    no_answer: "Sin respuesta",
  },
  next: {
    price:
      "Corrija el precio en el POS y vuelva a consultar el menú: a PAR se le sirve lo que dice el menú del POS.",
    unknown:
      "El menú del POS nombra un id que su caja no conoce. Publique de nuevo el menú en el POS y consúltelo.",
    off: "Retírelo aquí o vuelva a ponerlo a la venta en el POS.",
    choices:
      "La caja pide otras opciones que las de su menú. Publique de nuevo el menú en el POS y consúltelo.",
    other: "Lea lo que dice el POS, corríjalo allí y vuelva a consultar el menú.",
    no_answer: "Compruebe que el POS está encendido y accesible y repita el simulacro.",
  },
  said: {
    price: "{item} cuesta {ours} con nosotros y {theirs} en el POS",
    priceAlone: "{item} cuesta {ours} con nosotros y otra cosa en el POS",
    unknown: "el POS no conoce {item}",
    off: "{item} está a la venta con nosotros y agotado en el POS",
    choices: "el POS no acepta las opciones de {item} que permite nuestro menú",
    other: "el POS no acepta {item}",
    no_answer: "el POS no respondió sobre {item}",
  },
  values: {
    unknown: { ours: "en el menú", theirs: "desconocido" },
    off: { ours: "a la venta", theirs: "agotado" },
    choices: { ours: "según el menú", theirs: "rechazadas" },
    no_answer: { ours: "a la venta", theirs: "sin respuesta" },
  },
  skips: {
    OFF: "Faltaba: alguien lo retiró, o el POS lo daba por agotado.",
    BLOCKED: "Faltaba algo que necesita, así que nadie podía pedirlo.",
    NOT_SERVED: "Ningún menú lo sirve a ninguna hora.",
  },
  page: {
    note: "Se pregunta al POS por cada artículo del menú en vigor; no se envía ningún pedido.",
    earlier:
      "Este es un simulacro anterior, iniciado <time></time> por <by></by>. <link>Ver el último</link>.",
    shown: "se muestra aquí",
    skippedTitle: "Sin preguntar",
    whySkipped: "Por qué",
    lastLine:
      "<link>Simulacro</link> <time></time>: {result}{former, select, yes { (de un menú anterior)} other {}}.",
    start: "Empezar un simulacro",
    again: "Empezar de nuevo",
    stop: "Detenerlo",
    started: "Ha empezado.",
    stopped: "Está detenido.",
    emptyTitle: "¿Qué diría el POS de cada artículo?",
    empty:
      "Un simulacro pregunta al POS de la tienda por cada artículo del menú en vigor, como un pedido de ese artículo solo, y no hace ninguno. Encuentra precios distintos, artículos que la caja no conoce, lo que allí está agotado y opciones que rechaza, antes que un cliente. Los pedidos van primero.",
    nothingYet: "Por ahora nada difiere.",
    foundYet: "Por ahora {count, plural, one {difiere # artículo} other {difieren # artículos}}.",
    skipped:
      "{count, plural, one {No se preguntó por # artículo: no está a la venta.} other {No se preguntó por # artículos: no están a la venta.}}",
    outdated:
      "Desde entonces rige otro menú. Empiece de nuevo el simulacro para saber qué dice de él el POS.",
    items: "{count, plural, one {# artículo} other {# artículos}}",
    item: "Artículo",
    ours: "Decimos",
    theirs: "El POS dice",
    code: "Código",
    said: "En palabras del POS",
    folded: "nosotros: {ours} · POS: {theirs} · {code}",
    unsaid: "no lo dice",
    past: "Últimos simulacros",
    when: "Empezado",
    came: "Resultado",
    by: "Por",
    menu: "Menú",
    inForce: "en vigor",
    former: "uno anterior",
  },
  sized: "{item} ({size})",
  cli: {
    running: "{store}: {checked, number} de {items, number} artículos comprobados hasta ahora.",
    fine: "{store}: el POS acepta cada artículo tal como lo vende PAR ({items, number} artículos, {skipped, number} de ellos no están a la venta).",
    none: "{store}: aún no se ha hecho ningún simulacro.",
    stopped: "{store}: detenido tras {checked, number} de {items, number} artículos.",
  },
  refused: {
    noStore: "No existe esa tienda.",
    notAllowed: "Solo propietarios, administradores de marca y soporte pueden hacer un simulacro.",
    running: "Ya hay un simulacro en curso en esta tienda.",
    notRunning: "Ese simulacro ya no está en curso.",
    noPos: "La tienda no tiene un POS al que preguntar.",
    noCheck:
      "El tipo de POS de la tienda no tiene comprobación: no se le puede preguntar si aceptaría un pedido sin hacerlo.",
    noMenu: "La tienda aún no tiene menú.",
  },
};
