import type { connections as english } from "../en/connections.ts";
import type { Translation } from "../typed.ts";

export const connections: Translation<typeof english> = {
  name: "Conexiones",
  what: "las conexiones",
  note: "Un SharedId no se vuelve a mostrar. Los secretos y los interruptores se cambian con npm run parley.",
  hidden: "Oculto para su rol.",
  sentence: {
    hidden:
      "Oculto para su rol: una conexión atiende a marcas enteras, y sus permisos son de tiendas sueltas.",
    secretsHidden:
      "{count, plural, one {# conexión.} other {# conexiones.}} Si PAR puede entrar está oculto para su rol.",
    none: "PAR aún no puede entrar.",
    all: "{count, plural, one {PAR puede entrar.} other {PAR puede entrar por las # conexiones.}}",
    some: "PAR puede entrar por {open} de {count} conexiones.",
  },
  empty: "Aún no hay ninguna conexión.",
  emptyHelp: "Cree una con <code>npm run parley</code>; indique el SharedId con el que firma PAR.",
  state: { live: "Activa", disabled: "Desactivada" },
  serves: "Atiende a",
  servesNone: "Ninguna organización: se rechaza cada pedido.",
  secrets: {
    title: "SharedIds",
    none: "Ninguno: PAR no puede entrar.",
    state: "Estado",
    states: { live: "activo", retiring: "en retirada", retired: "retirado" },
    until: "hasta <at></at>",
    strength: "Fortaleza",
    strengths: { strong: "fuerte", short: "corto", weak: "débil" },
    age: "Antigüedad",
    lastUsed: "Último uso",
    never: "nunca",
  },
  refused: {
    noConnection: "No existe esa conexión.",
    noSecret: "Esta conexión no tiene ese SharedId en uso.",
    last: "Es el único que funciona: se rechazarían las llamadas de PAR. Sustitúyalo por otro.",
    taken:
      "Este SharedId, u otro con los mismos diez primeros caracteres, ya está en uso. Acuerde otro con PAR.",
    changed: "Otra persona cambió esta conexión entretanto. Vuelva a mirarla.",
    underWay: "Ya funcionan dos SharedIds, el anterior hasta {until}. Termine uno de ellos primero.",
    onlyAdmin:
      "Solo un administrador de todas las marcas a las que sirve esta conexión puede cambiar sus secretos.",
  },
  switches: {
    title: "Interruptores del contrato",
    name: "Interruptor",
    value: "Valor",
    default: "predeterminado",
    changed: "cambiado",
    question: "Preguntar a PAR",
  },
};
