import type { pause as english } from "../en/pause.ts";
import type { Translation } from "../typed.ts";

export const pause: Translation<typeof english> = {
  open: {
    title: "Acepta pedidos",
    what: {
      store:
        "Mientras está en pausa, PAR oye que la tienda está cerrada y no se acepta ningún pedido nuevo. Los pedidos en curso siguen.",
      connection:
        "Mientras está en pausa, PAR oye que cada una de sus tiendas está cerrada y no se acepta ningún pedido nuevo. Los pedidos en curso siguen, y PAR sigue sabiendo de ellos y de los menús.",
    },
    act: "Ponerla en pausa…",
  },
  closed: {
    title: "En pausa",
    what: {
      store: "PAR oye que la tienda está cerrada.",
      connection: "PAR oye que cada una de sus tiendas está cerrada.",
    },
    resume: "Volver a aceptar pedidos",
    byHand: "Vuelve a aceptar pedidos cuando alguien la reanude.",
    until: "Vuelve a aceptar pedidos: {time}.",
    change: "Cambiar…",
  },
  reason: "Por qué no acepta pedidos",
  reasonHint: "Para sus colegas; PAR y los clientes no lo ven.",
  question: "¿Cuándo vuelve a aceptar pedidos?",
  minutes: {
    hour: "Dentro de una hora",
    fourHours: "Dentro de 4 horas",
    day: "Dentro de 24 horas",
    byHand: "Cuando alguien la reanude",
  },
  confirm: "Ponerla en pausa",
  cancel: "Dejarla como está",
  nowPaused: "Está en pausa. El próximo pedido de PAR lo sabrá.",
  nowOpen: "Vuelve a aceptar pedidos.",
  several: {
    act: "Poner varias en pausa…",
    title: "Poner varias tiendas en pausa",
    question: "¿Qué tiendas?",
    reason: "Por qué no aceptan pedidos",
    when: "¿Cuándo vuelven a aceptar pedidos?",
    resumed: "Cuando alguien las reanude",
    cancel: "Dejarlas como están",
    allOf: "Todas las de {brand}",
    chosen:
      "{count, plural, =0 {No hay ninguna tienda elegida.} one {Una tienda elegida.} other {# tiendas elegidas.}}",
    confirm:
      "{count, plural, =0 {Ponerlas en pausa} one {Poner una tienda en pausa} other {Poner # tiendas en pausa}}",
    resumeAct: "Volver a aceptar pedidos en varias…",
    resumeTitle: "Volver a aceptar pedidos en varias tiendas",
    resume:
      "{count, plural, =0 {Volver a aceptar pedidos} one {Volver a aceptar pedidos en una tienda} other {Volver a aceptar pedidos en # tiendas}}",
    done: {
      pause:
        "{done, plural, =0 {Ninguna tienda se puso en pausa.} one {Una tienda está en pausa.} other {# tiendas están en pausa.}}{left, plural, =0 {} one { Una quedó como está.} other { # quedaron como están.}}",
      resume:
        "{done, plural, =0 {Ninguna tienda cambió.} one {Una tienda vuelve a aceptar pedidos.} other {# tiendas vuelven a aceptar pedidos.}}{left, plural, =0 {} one { Una quedó como está.} other { # quedaron como están.}}",
    },
    undo: "{count, plural, one {Deshacerlo} =2 {Deshacer las dos} other {Deshacer las #}}",
    until: "en pausa hasta {time}",
    byHand: "en pausa hasta que alguien la reanude",
    open: "vuelve a aceptar pedidos",
  },
  told: {
    was: {
      what: {
        STORE: "La tienda {name} estaba en pausa cuando PAR preguntó",
        CONNECTION: "La conexión {name} estaba en pausa cuando PAR preguntó",
      },
      since: "desde {since}{hasBy, select, yes {, por {by}} other {}}.",
      over: "Vuelve a aceptar pedidos.",
    },
    what: { STORE: "La tienda {name} está en pausa", CONNECTION: "La conexión {name} está en pausa" },
    since:
      "desde {since}{hasBy, select, yes {, por {by}} other {}}, {hasEnd, select, yes {hasta {end}} other {hasta que alguien la reanude}}.",
    why: "Por qué: {reason}",
    cli: "alguien en la línea de comandos",
    refused: "Este pedido se rechazó por una pausa, tal como era cuando PAR lo envió:",
  },
};
