import type { autopsy as english } from "../en/autopsy.ts";
import type { Translation } from "../typed.ts";
import { autopsyOfCall } from "./autopsy-of-call.ts";

export const autopsy: Translation<typeof english> = {
  placed: "En el POS de {store} con el número {number}.",
  placedAfter: "En el POS de {store} con el número {number}, {took} después de que PAR lo envió.",
  hardlyAny: "menos de 0.1 s",
  placedAndSettled: "Después se contradijo; una persona se ocupó de ello.",
  placedByPerson: "Una persona lo confirmó en el POS.",
  billDiffers: "La cuenta de allí es otra. {difference}.",
  placedInTries: "Hicieron falta {tries} intentos; el POS lo tiene una sola vez.",

  tried: {
    not_called: "No se llamó al POS de {store}{why}.",
    unreached: "No se pudo contactar al POS de {store}{why}.",
    silent: "El POS de {store} no respondió{why}.",
    restarted: "Parley se reinició mientras enviaba el pedido al POS de {store}.",
    declined: "El POS de {store} respondió {status} y no hizo ningún pedido{why}.",
    declined_bare: "El POS de {store} respondió que no hizo ningún pedido{why}.",
    fault: "El POS de {store} respondió con un fallo ({status}).",
    unreadable: "El POS de {store} dio una respuesta que no se puede leer{why}.",
    unusable: "El POS de {store} respondió {status}, pero su respuesta no se puede usar{why}.",
    refused_late: "El POS de {store} rechazó un intento posterior, lo que no prueba nada de uno anterior.",
    contradicted: "El POS de {store} se contradijo{why}.",
    unpaid: "El POS de {store} hizo el pedido, pero nadie sabe si allí está pagado{why}.",
    unsaid: "El POS de {store} respondió {status}, lo que no dice si tiene el pedido{why}.",
  },
  posWrote: "El POS escribió: «{quote}»",

  notPlaced: "No se hizo{tries, plural, =0 {} one {, en un intento} other {, en # intentos}}.",
  notPlacedAfter: "No se hizo en {took}{tries, plural, =0 {} one {, en un intento} other {, en # intentos}}.",
  neverSent: "Nunca se envió al POS de {store}.",
  takenBack: "Hicimos que el POS retirara el pedido.",
  surelyNotThere: "La cocina seguro que no lo tiene, y PAR lo sabrá cuando pregunte.",
  personFoundNothing:
    "No se hizo: una persona miró el POS de {store} y el pedido no está. PAR lo sabrá cuando pregunte.",
  refusedByUs: "Rechazado antes de llegar a {store}: {why}. La cocina no lo tiene, y se lo dijimos a PAR.",
  refusedByPos: "El POS de {store} lo rechazó: {why}. La cocina no lo tiene, y se lo decimos a PAR.",
  moreReasons: "{why} (y {count} más)",
  figure: {
    grand_total: "Total",
    subtotal: "Subtotal",
    discount_total: "Total de descuentos",
    tax_total: "Total de impuestos",
    fee_total: "Total de cargos",
    tip_total: "Total de propinas",
    unit_price: "Precio por unidad",
    amount: "Importe",
  },
  figures: "{field}: PAR envió {theirs}; según el menú de la tienda son {ours}.",

  doNotKnow: "No sabemos si la cocina tiene el pedido.",
  askAgainNow: "Estamos preguntando de nuevo, con la misma referencia, así que no puede hacerse dos veces.",
  askAgainAt:
    "Preguntamos de nuevo a las {time}, con la misma referencia, así que no puede hacerse dos veces.",
  failsAlone:
    "Este pedido falló {failures} veces; mientras tanto {others, plural, one {se hizo o rechazó otro pedido} other {se hicieron o rechazaron otros # pedidos}} de esta tienda: el problema es el pedido mismo, no el POS.",

  neverSaid:
    "El POS de {store} nunca dijo si tomó el pedido, en {tries, plural, one {un intento} other {# intentos}}; PAR lo envió hace {age}.",
  crossed:
    "El POS de {store} respondió con un número que es de otro pedido. No sabemos si la cocina tiene este.",
  unreadable:
    "Lo que guardamos del pedido para {store} no se puede leer, así que no lo enviamos. PAR lo envió hace {age}.",
  storeGone:
    "La tienda {store} ya no está configurada aquí, así que el pedido no se puede enviar. PAR lo envió hace {age}.",
  waitsForPerson: "El pedido para {store} espera a una persona; PAR lo envió hace {age}.",
  notSent: "No se envió al POS.",
  formerTill: "Fue a la caja que la tienda tenía hasta las {time}: {where}.",
  notThere: "La cocina no lo tiene.",
  neverTried:
    "Nunca se envió: el POS de {store} respondió, pero no hizo ni rechazó ningún pedido{since}, y este esperó hasta que se le acabó el tiempo. PAR lo envió hace {age}. La cocina no lo tiene.",

  sending: "En camino a {store}: PAR lo envió hace {age} y el POS aún no ha respondido.",
  toBeSent: "En camino a {store}: PAR lo envió hace {age}, y nada de él ha llegado aún al POS.",
  triedBefore: "{tries, plural, one {Fue un intento} other {Fueron # intentos}}.",
  surelyNotYet: "La cocina seguro que aún no tiene el pedido.",
  waitsForTurn:
    "Espera su turno en {store}: su POS trabaja en tantos pedidos como acepta a la vez. PAR lo envió hace {age}; aún no se envió nada de él. Se envía en cuanto se termine uno de ellos.",
  waitsForFailing:
    "Espera: el POS de {store} responde, pero no ha hecho ni rechazado ningún pedido{since}. PAR lo envió hace {age}; aún no se envió nada de él, así que la cocina no lo tiene. Cada pocos segundos se prueba uno de los pedidos que esperan; el primero que pase acaba la espera de todos.",
  waitsBehindOne:
    "Espera: otro pedido falla una y otra vez en el POS de {store}{since}, y mientras tanto no pasó ninguno. PAR envió este hace {age}; aún no se envió nada de él, así que la cocina no lo tiene. Cada pocos segundos se prueba uno de los pedidos que esperan; el primero que pase acaba la espera de todos.",
  waitsForSilent:
    "Espera: el POS de {store} no responde{since}. PAR lo envió hace {age}; aún no se envió nada de él, así que la cocina no lo tiene. Cada pocos segundos preguntamos si el POS ha vuelto, y enviamos lo que espera en cuanto acepta un pedido.",
  since: " desde las {time} ({orders, plural, one {falló 1 pedido} other {fallaron # pedidos}})",

  toldAt: " a las {time}",
  foundAgo: " hace {age}",
  tookBack:
    "A PAR se le dijo{told} que está hecho en {store} con el número {number}, y{when} el POS lo retiró. El cliente espera comida que nadie prepara.",
  refusedAfterAll:
    "A PAR se le dijo{told} que está hecho en {store} con el número {number}, y{when} el POS lo rechazó después de todo. El cliente espera comida que nadie prepara.",
  hasItAfterAll:
    "A PAR se le dijo{told} que no está hecho en {store}, y{when} el POS dijo que lo tiene. Puede que la cocina prepare un pedido que nadie paga.",
  ticketOfAnother:
    "A PAR se le dijo{told} que está hecho en {store} con el número {number}, y{when} una persona vio que ese ticket es de otro pedido. Este probablemente tiene un ticket propio; si no, el cliente espera comida que nadie prepara.",
  contradicted: "Algo dicho{when} contradice lo que se le dijo a PAR{told} de este pedido en {store}.",

  job: {
    well: "De nadie: todo está bien.",
    sending: "De nadie: se está enviando.",
    turn: "De nadie: se envía en cuanto haya sitio.",
    asking: "De nadie todavía: seguimos preguntando al POS.",
    tellsFaster: "De soporte: la tienda lo sabe antes que su POS.",
    over: "Ya de nadie.",
    reachable: "De la tienda y del proveedor de su POS: hay que poder contactar al POS.",
    takesNone:
      "Del proveedor del POS: el POS responde, pero no acepta pedidos. Puede que su configuración sea incorrecta.",
    settings:
      "De un administrador de la marca o de quienes operan Parley: la configuración del POS de la tienda no sirve.",
    failing: "De la tienda y del proveedor de su POS: el POS falla con los pedidos anteriores a este.",
    behindOne: "De soporte: mirar el pedido que falla. Puede que el POS esté bien.",
    alone: "De soporte, ahora; luego de los ingenieros de integración: solo falla este pedido.",
    crossed: "De soporte; luego del proveedor del POS.",
    ours: "De soporte, ahora; luego de quienes operan Parley.",
    menu: "De quienes llevan el menú de la marca: PAR muestra algo que el menú de la tienda no tiene.",
    soldOut: "De nadie: está agotado. PAR lo sabrá cuando vuelva a importar el menú.",
    price: "De quienes llevan el menú de la marca: los precios de PAR no son los de la tienda.",
    bill: "De quienes llevan el menú de la marca: la caja no cobra lo que dice el menú de aquí.",
    closed: "De la tienda: su horario, los tipos de pedido o una pausa de ella o de la conexión.",
    payment: "Del lado de PAR: los pagos no cubren el pedido.",
    posRefused: "De la tienda: su POS decidió no aceptar el pedido.",
    mapping:
      "De un administrador de la marca: hay que asignar el identificador a una tienda o marca nuestra.",
    parRepeats: "De nadie: PAR lo intenta de nuevo por sí mismo.",
    unknownCaller: "De nadie, salvo que PAR diga que es suya: entonces el secreto de la conexión es otro.",
  },

  next: {
    callStore: "Llame a la tienda{phone} y pregunte por el pedido {order}{guest}.",
    phone: " ({phone})",
    guest: ", cliente {guest}",
    noRefundYet: "No reembolse antes de que hayan mirado.",
    doNotRefund: "No reembolse todavía.",
    cannotWait:
      "Si el cliente no puede esperar, llame a la tienda{phone} y pregunte por el pedido {order}{guest}.",
    sendTrace: "Envíe este seguimiento al proveedor del POS.",
    mayRefund: "Se puede reembolsar al cliente, y puede pedir de nuevo.",
    checkPos: "Revise el POS de la tienda antes de que lo haga el próximo cliente.",
    makeOrRefund: "Pida que lo hagan de nuevo o reembolse al cliente. Luego márquelo como resuelto.",
    voidOrPay: "Pida que lo anulen o acuerde con el cliente quién paga. Luego márquelo como resuelto.",
    findTicket:
      "No es {number}: pida que busquen su propio ticket por ese identificador. Si no hay ninguno, que lo hagan o reembolse al cliente. Luego márquelo como resuelto.",
    putRight: "Arréglelo con el cliente. Luego márquelo como resuelto.",
    personAsked:
      "Si no se intentó antes de las {time}, se pregunta a una persona. La tienda no tiene ningún ticket por el que preguntar.",
    parToldFailed:
      "Si su POS no ha respondido a nadie a las {time}, se le dice a PAR que falló. La tienda no tiene ningún ticket por el que preguntar.",
    nothingYet:
      "Nadie puede hacer nada mientras se está enviando. A las {time} a más tardar está decidido, o se pregunta a una persona.",
    keepTrying:
      "Seguimos intentándolo hasta las {time}; luego se le dice a PAR que falló. La tienda no tiene ningún ticket por el que preguntar.",
    sendOrMark:
      "Envíelo ahora, si el POS vuelve a aceptar pedidos. Si no, márquelo como inexistente para que se pueda reembolsar al cliente.",
    importMenu:
      "Compare el menú de la tienda aquí con lo que muestra PAR, y que PAR importe el menú de nuevo. El cliente puede pedir de nuevo.",
    samePrices:
      "La cocina tiene el pedido, así que no hay nada que enviar. Pida que los precios de la caja y los del menú sean los mismos.",
    importPrices: "Que PAR importe el menú de nuevo. Después el cliente puede pedir de nuevo.",
    orderOther: "El cliente puede pedir otra cosa.",
    checkHours:
      "Revise el horario de la tienda y si ella o la conexión está en pausa. El cliente puede pedir para otra hora.",
    wasPaused:
      "No hay nada que averiguar: estaba en pausa. Cuando vuelva a aceptar pedidos, el cliente puede pedir de nuevo.",
    askPayment:
      "Pregunte a PAR qué se cobró. El dinero del cliente está con el proveedor de pagos de PAR, no aquí.",
    sendEngineers: "Envíeles este seguimiento. Mientras tanto el cliente puede pedir por teléfono.",
    askWhyRefused:
      "Pregunte a la tienda por qué su POS rechaza tales pedidos. Se puede reembolsar al cliente.",
  },

  guest: {
    placed: "Su pedido está en la tienda, con el número {number}.",
    waits: "Su pedido está pagado y en camino a la tienda, que ahora va lenta. Por favor, no pida de nuevo.",
    unknown: "Estamos averiguando si la tienda tiene su pedido. Por favor, no pida de nuevo hasta saberlo.",
    notThere: "La tienda no tiene su pedido y no se prepara nada. Puede pedir de nuevo.",
    soldOut: "Algo de su pedido está agotado, así que no se hizo. Puede pedir otra cosa.",
    closed: "La tienda no acepta este pedido a esa hora, así que no se hizo.",
    refused: "Su pedido no se hizo y no se prepara nada.",
    tookBack: "La tienda no puede preparar su pedido tal como está. La estamos llamando.",
    again:
      "Su pedido aún no se ha tomado. El sitio de pedidos lo intenta de nuevo por sí mismo; pregúntenos en un minuto.",
  },

  money: {
    refused:
      "Nuestra respuesta a PAR es «rechazado», así que PAR no debe cobrar al cliente, o debe devolverle lo que cobró. Aquí no se sabe si cobró algo.",
    refusedTry:
      "Nuestra respuesta a este intento fue «rechazado». A menos que otro intento del mismo pedido esté en el POS, PAR no debe cobrar al cliente, o debe devolverle lo que cobró. Aquí no se sabe si cobró algo.",
    failed:
      "PAR recibió de nosotros un error, y ningún pedido. Aquí no se sabe si cobró al cliente ni si vuelve a intentarlo.",
    unknownCaller:
      "A quien llamó se le dijo «rechazado». Aquí no se sabe si alguien cobró a un cliente por ello.",
  },

  pausedThen: "estaba en pausa cuando PAR preguntó",

  step: {
    store: "Abrir la tienda",
    settle: "Decir qué encontró la tienda",
    tryNow: "Intentar ahora",
    resend: "Enviarlo de nuevo",
    settleDispute: "Marcar como resuelto",
    recheck: "Comprobar con el menú y la asignación de hoy",
    assign: "Dárselo a alguien",
    reveal: "Mostrar el cliente",
    mapping: "Asignarlo",
    menu: "Abrir el menú de la tienda",
    signature: "Ver qué se firmó",
    connection: "Abrir la conexión",
    call: "Abrir la llamada",
    order: "Abrir el pedido",
    failingOrder: "Abrir el pedido que falla",
    posCalls: "Ver las llamadas fallidas al POS",
    sameId: "Ver todas las llamadas con este identificador",
  },

  whoMay: {
    support: "Lo puede hacer soporte.",
    admin: "Lo puede hacer un administrador de la marca.",
  },

  what: {
    submit_order: "El pedido de PAR",
    validate_order: "La pregunta de PAR sobre un pedido",
    get_order: "La pregunta de PAR por el estado de un pedido",
    get_menu: "La solicitud de menú de PAR",
    other: "Una llamada",
  },
  ...autopsyOfCall,
};
