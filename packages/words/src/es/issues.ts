import type { issues as english } from "../en/issues.ts";
import type { Translation } from "../typed.ts";

export const issues: Translation<typeof english> = {
  title: {
    pos_silent: "El POS de {subject} no responde desde hace {span}",
    pos_unreachable: "No se puede contactar con el POS de {subject} desde hace {span}",
    pos_fault: "El POS de {subject} responde con errores desde hace {span}",
    store_in_doubt: "El POS de {subject} no acepta pedidos desde hace {span}",
    order_fails_alone:
      "{count, plural, =0 {Un pedido} one {Un pedido} other {# pedidos}} de {subject} {count, plural, =0 {falla} one {falla} other {fallan}} una y otra vez, mientras otros pasan",
    store_setup: "La configuración del POS de {subject} no es correcta",
    crossed_orders: "El POS de {subject} cruzó números de pedidos",
    pos_took_back: "El POS de {subject} retiró pedidos que PAR da por hechos",
    pos_has_it: "El POS de {subject} tiene pedidos que PAR da por no hechos",
    contradicted: "Hay contradicciones en pedidos de {subject}",
    pos_refused: "El POS de {subject} rechaza pedidos",
    pos_not_verified: "Llegan mensajes para {subject} que su POS no firmó",
    pos_message: "No se entienden mensajes del POS de {subject}",
    menu_mismatch: "Llegan pedidos para {subject} con algo que no está en su menú",
    price_mismatch: "Los precios de PAR y de {subject} no coinciden",
    payment: "Llegan pedidos para {subject} cuyo pago no los cubre",
    store_closed: "Llegaron pedidos para {subject} mientras estaba cerrada o en pausa",
    order_not_understood: "No se entienden pedidos para {subject}",
    menu_missing: "{subject} no tiene menú, así que PAR no puede pedir nada allí",
    menu_held:
      "{subject} lleva {span} retenida en una versión de su menú; lo que su POS cambió después no se sirve",
    rollout_stopped:
      "Un despliegue de menús de {subject} se detuvo solo hace {span}; espera a que alguien siga, lo termine o lo deshaga",
    menu_stale:
      "El menú de {subject} está desactualizado desde hace {span}; la última carga falló o se retrasa",
    refused_after_check:
      "A PAR se le dijo que unos pedidos de {subject} son correctos, y luego se rechazó su envío",
    answers_late:
      "{count, plural, =0 {Envíos para {subject} se respondieron demasiado tarde} other {# de {of, number} envíos para {subject} se respondieron demasiado tarde en 15 minutos}}: el POS tarda más de lo que PAR espera",
    store_silent:
      "{subject} lleva {span} sin ningún pedido{count, plural, =0 {} other {; en estas horas de cada una de las tres últimas semanas hubo # o más}}",
    secret_expiring: "PAR aún firma con el SharedId antiguo de {subject}, que termina en {left}",
    secret_over: "PAR firmó con el SharedId antiguo de {subject} poco antes de que terminara",
    unmapped_id:
      "{count, plural, =0 {Identificadores} one {Un identificador} other {# identificadores}} de {subject} sin asignar",
    ids_contradict: "Llamadas de {subject} nombran otra tienda que su token",
    bad_signature: "Llamadas de {subject} llegan con una firma incorrecta",
    bad_token: "Llamadas de {subject} llegan con un token no válido",
    body_not_readable: "No se pueden leer llamadas de {subject}",
    too_large: "Llamadas de {subject} son demasiado grandes",
    too_many_calls: "{subject} llama más a menudo de lo permitido",
    no_such_call: "{subject} llama a algo que no existe",
    unauthenticated: "Alguien sin token válido intenta entrar desde {subject}",
    gateway_busy: "Parley no tuvo sitio para llamadas",
    database_away: "Parley no pudo contactar con su base de datos",
    our_fault: "Parley falló por un error propio",
  },
  others: "muchas otras direcciones",
  gateway: "Parley",
  effects: {
    failures: "{count, plural, one {# fallo} other {# fallos}}",
    menuOld: "su menú está desactualizado desde {time}",
    menuNone: "no tiene menú",
    metOrders: "{count, plural, one {# pedido afectado} other {# pedidos afectados}}",
  },
  step: {
    orders: "Ver los pedidos",
    bulk: "Arreglar los pedidos",
    calls: "Ver las llamadas",
    map: "Asignarlos",
    menu: "Ver el menú",
    held: "Ver las versiones",
    rollout: "Ver el despliegue",
    connection: "Ver la conexión",
    store: "Ver la tienda",
    dispute: "Ocuparse de ellos",
    exchange: "Ver la última llamada",
  },
  /** A list that holds only what is of an issue. */
  of: {
    one: "Solo lo de esta incidencia: <issue></issue>",
    gone: "Solo lo de una incidencia que ya no existe o que su rol no ve.",
    everything: "Mostrar todo",
  },
  sentence: {
    notPlaced:
      "{count, plural, one {# pedido pagado} other {# pedidos pagados}}, {money}, no {count, plural, one {ha} other {han}} llegado a una cocina",
    unconfirmed:
      "{count, plural, one {# pedido pagado} other {# pedidos pagados}}, {money}, sin confirmar por una cocina",
    notPlacedBecause:
      "{count, plural, one {# pedido pagado} other {# pedidos pagados}}, {money}, no {count, plural, one {ha} other {han}} llegado a una cocina; {cause}",
    unconfirmedBecause:
      "{count, plural, one {# pedido pagado} other {# pedidos pagados}}, {money}, sin confirmar por una cocina; {cause}",
    issues:
      "{first}{more, plural, =0 {.} one {; # incidencia más necesita a alguien.} other {; # incidencias más necesitan a alguien.}}",
    well: "Todo va bien: {count, plural, one {# pedido} other {# pedidos}} en la última hora, todos están en su cocina.",
    wellSome:
      "Todo va bien: {count, plural, one {# pedido} other {# pedidos}} en la última hora, {placed, number} en su cocina{open, plural, =0 {} other {, {open, number} en camino}}{ended, plural, =0 {} other {, {ended, number} rechazados o abandonados}}.",
    quiet: "Todo va bien: ningún pedido en la última hora.",
    ready: "Listo para el primer pedido.",
  },
  /** Below those that need somebody. */
  besides: {
    rest: "{count, plural, one {# incidencia más está en pausa.} other {# incidencias más están en pausa.}}",
    test: "{count, plural, one {# incidencia es de una tienda de pruebas y no cuenta.} other {# incidencias son de tiendas de pruebas y no cuentan.}}",
  },
  filter: {
    brand: "Marca",
    everyBrand: "Todas las marcas",
    store: "Tienda",
    everyStore: "Todas las tiendas",
    cause: "Causa",
    everyCause: "Todas las causas",
  },
  page: {
    name: "Incidencias",
    what: "las incidencias",
    whatOne: "la incidencia",
    needs: "Necesita a alguien",
    all: "Todas las incidencias",
    since: "desde hace",
    waiting: "{count, plural, one {# pedido} other {# pedidos}}, {money}",
    has: "se ocupa {name}",
    nobody: "nadie se ocupa",
    rests: "en pausa",
    over: "terminó hace",
    sentence:
      "{count, plural, =0 {No hay incidencias.} one {# incidencia.} other {# incidencias, primero la más grave.}}",
    past: "{count, plural, =0 {No hay incidencias.} one {# incidencia, primero la más reciente.} other {# incidencias, primero la más reciente.}}",
    emptyTitle: "No hay incidencias.",
    empty: "Los fallos se agrupan aquí por su causa y por dónde ocurren, cada uno una sola vez.",
    open: "Abiertas",
    current: "Todas las que duran",
    acknowledged: "Con responsable",
    snoozed: "En pausa",
    overTab: "Terminadas",
    resolved: "Resueltas",
    state: "Estado",
    clock:
      "El reloj de Parley se desvía {seconds, number} s del de la base de datos: su máquina debe ajustarse por NTP.",
    orders: "Pedidos afectados",
    calls: "Llamadas fallidas",
    seeOrders: "Ver los pedidos",
    actOnOrders: "Actuar sobre ellos a la vez",
    noOrders: "Ningún pedido está así ni terminó así esta vez.",
    noCalls: "Ninguna llamada lo muestra.",
    spells: "{count, plural, one {Empezó una vez} other {Empezó # veces}}, la primera",
  },
};
