import type { connections as english } from "../en/connections.ts";
import type { Translation } from "../typed.ts";

export const connections: Translation<typeof english> = {
  name: "Conexiones",
  what: "las conexiones",
  note: "Un SharedId no se vuelve a mostrar. Abra una conexión para sustituirlo.",
  hidden: "Oculto para su rol.",
  sentence: {
    hidden:
      "Oculto para su rol: una conexión atiende a marcas enteras, y sus permisos son de tiendas sueltas.",
    secretsHidden:
      "{count, plural, one {# conexión.} other {# conexiones.}} Si PAR puede entrar está oculto para su rol.",
    none: "PAR aún no puede entrar.",
    all: "{count, plural, one {PAR puede entrar.} =2 {PAR puede entrar por ambas conexiones.} other {PAR puede entrar por las # conexiones.}}",
    paused:
      "{count, plural, one {Una conexión está en pausa: sus pedidos se rechazan.} other {# conexiones están en pausa: sus pedidos se rechazan.}}",
    some: "PAR puede entrar por {open} de {count} conexiones.",
  },
  empty: "Aún no hay ninguna conexión.",
  emptyHelp: "Un propietario la añade aquí, con el SharedId con el que firma PAR.",
  state: { live: "Activa", disabled: "Desactivada", paused: "En pausa" },
  open: "Abrir",
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
  question: {
    jwt_key:
      "¿Se firma el JWT con el SharedId entero o con sus diez primeros caracteres? ¿Es el «Client Secret» de la página del flujo el SharedId?",
    require_exp: "¿Lleva exp cada token? ¿Cuánto duran los tokens?",
    max_token_life_s: "¿Cuánto dura como máximo un token?",
    clock_skew_s: "¿Cuánto pueden diferir el reloj de PAR y el nuestro?",
    issuer: "¿Qué contiene el iss del token?",
    audience: "¿Qué contiene el aud del token?",
    freshness_window_s: "¿En qué plazo desde request_datetime envía PAR una petición, también al repetirla?",
    answer_spelling: "¿Qué notación espera PAR en las respuestas?",
    cents_mode:
      "¿Son decimal o double en C# los totales de PAR? ¿Se redondean los centavos (texto) o se cortan (ejemplo)?",
    subtotal_basis: "¿Es el subtotal antes o después de los descuentos?",
    price_tolerance_cents: "¿Qué diferencia puede haber en un pedido entre el total de PAR y el del POS?",
    tax_rate_unit: "¿Se escriben los tipos de impuesto como 8.75 o como 0.0875?",
    signature_status: "¿Qué estado HTTP espera PAR ante una firma incorrecta?",
    refusal_status: "¿Qué estado HTTP espera PAR ante un pedido denegado? ¿Cuándo errored y cuándo rejected?",
    unmapped_status: "¿Qué estado HTTP espera PAR ante un identificador sin asignar?",
    conflict_status: "¿Qué espera PAR cuando un envío repite un identificador con otro contenido?",
    location_header: "¿Se lee Location en un 202, y puede ser relativo?",
    pending_poll_status: "¿Debe GET responder 200 o 202 mientras un pedido está pendiente?",
    pending_retry_after_s:
      "¿Cada cuánto consulta PAR, hasta cuándo, y respeta Retry-After? ¿Cuáles son su tiempo límite y su forma de reintentar?",
  },
  refused: {
    noConnection: "No existe esa conexión.",
    noSecret: "Esta conexión no tiene ese SharedId en uso.",
    last: "Es el único que funciona: se rechazarían las llamadas de PAR. Sustitúyalo por otro.",
    taken:
      "Este SharedId, u otro con los mismos diez primeros caracteres, ya está en uso. Acuerde otro con PAR.",
    changed: "Otra persona cambió esta conexión entretanto. Vuelva a mirarla.",
    underWay: "Ya funcionan dos SharedIds, el anterior hasta {until}. Termine uno de ellos primero.",
    onlyOwner: "Solo un propietario puede añadir una conexión.",
    slugTaken: 'Ya existe una conexión "{slug}".',
    noSwitch: 'No existe el interruptor "{name}".',
    switchValue: '{name} no puede ser "{given}". Puede ser, por ejemplo: {choices}.',
    onlyAdmin: "Solo un administrador de todas las marcas a las que sirve esta conexión puede cambiarla.",
  },
  switches: {
    count:
      "{count, plural, =0 {Todos los interruptores están en su valor predeterminado.} one {# interruptor difiere de su valor predeterminado.} other {# interruptores difieren de sus valores predeterminados.}}",
  },
};
