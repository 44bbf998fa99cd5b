import type { connection as english } from "../en/connection.ts";
import type { Translation } from "../typed.ts";

export const connection: Translation<typeof english> = {
  unread: "la conexión",
  sentence: {
    disabled: "Desactivada: PAR no puede entrar.",
    none: "PAR no puede entrar: no funciona ningún SharedId.",
    one: "PAR puede entrar.",
    two: "PAR puede entrar con dos SharedIds hasta {until}.",
    hidden: "Si PAR puede entrar está oculto para su rol.",
  },
  rotate: {
    act: "Sustituir…",
    what: "Un SharedId nuevo funciona junto al que está en uso, para que PAR pueda cambiar sin que se rechace ninguna llamada.",
    underWay: "Funcionan dos SharedIds. Termine uno de ellos antes de añadir otro.",
    question: "El SharedId nuevo",
    made: "Crear uno aquí",
    madeHint: "43 caracteres al azar, se muestra una sola vez",
    given: "Pegar el que dio PAR",
    sharedId: "SharedId",
    length:
      "{count, plural, =0 {De 10 a 128 caracteres; es fuerte a partir de 32.} one {# carácter: el mínimo son 10.} other {# caracteres: {strength, select, none {el mínimo son 10.} weak {débil. Pida a PAR 32 o más.} short {corto. Pida a PAR 32 o más.} other {bastante largo, si nadie puede adivinarlo.}}}}",
    overlap: "El anterior sigue funcionando",
    minutes: {
      week: "7 días",
      month: "30 días",
      day: "1 día",
      none: "nada: termina en el acto",
    },
    atOnce: "Desde ese momento se rechazan las llamadas de PAR hasta que firme con el nuevo.",
    confirm: "Añadir el SharedId",
    cancel: "Dejarlo como está",
    copy: "el SharedId",
    shown: "El SharedId nuevo. Cópielo ahora: no se vuelve a mostrar.",
    seen: "Ya lo tengo",
    done: "El SharedId nuevo ya funciona, y el anterior hasta {until}.",
    doneAtOnce: "El SharedId nuevo ya funciona. El anterior ha terminado.",
    strength: {
      strong: "Es fuerte.",
      short: "Es corto: una clave así debería tener 32 caracteres o más. Pida a PAR uno más largo.",
      weak: "Es débil, por su longitud o porque es fácil de adivinar. Quien lo adivine puede enviar pedidos como PAR: pida otro a PAR.",
    },
  },
  retire: {
    older: "Terminar el más antiguo…",
    newer: "Terminar el más nuevo…",
    title: { older: "¿Terminar el SharedId más antiguo?", newer: "¿Terminar el SharedId más nuevo?" },
    what: "Termina en el acto y para siempre. El otro funciona entonces sin fin.",
    used: "PAR firmó con él hace {age}. Se rechaza cada llamada que PAR firme aún con él.",
    usedNow: "PAR acaba de firmar con él. Se rechaza cada llamada que PAR firme aún con él.",
    unused: "PAR no ha firmado con él en las últimas 24 horas.",
    otherUnused:
      "PAR nunca ha firmado con el otro. Asegúrese de que PAR lo tiene: si no, se rechazan todas las llamadas.",
    confirm: "Terminarlo ahora",
    cancel: "Dejar que funcionen los dos",
    done: "Ha terminado. El otro funciona sin fin.",
  },
  tell: {
    title: "Lo que PAR debe saber",
    base: "URL base",
    notSet:
      "Con esta dirección se conoce la propia máquina. Ponga en <code>PUBLIC_URL</code> la dirección con la que PAR la alcanza.",
    calls: "Las llamadas",
    ids: "Las organizaciones a las que atiende, por los ids de PAR",
    noIds: "Aún ninguna. Pida a PAR el id de la organización y añádalo aquí.",
    sharedId:
      "El SharedId mismo se entrega a PAR por un canal seguro, nunca por correo. Con él firma PAR sus tokens y firmas.",
    rotating:
      "El SharedId nuevo ya funciona. El anterior funciona junto a él hasta {until}; haga el cambio antes.",
    copy: "todo esto, para PAR",
    open: "Aún pendiente",
    openIds: "No se atiende a ninguna organización: se rechaza cada pedido.",
    openUse: "PAR aún no ha firmado ninguna llamada con ninguno de sus SharedIds.",
    openHost: "PAR debe recibir otra URL base que la de arriba.",
    nothingOpen: "Nada: PAR llama, y se conocen sus organizaciones.",
  },
  changes: {
    title: "Quién cambió qué",
    at: "Cuándo",
    by: "Quién",
    what: "Qué",
    none: "Nadie ha cambiado nada desde que se añadió.",
    strength: "fortaleza",
    previousEnds: "el anterior termina",
    unset: "predeterminado",
    cli: "la línea de órdenes",
  },
};
