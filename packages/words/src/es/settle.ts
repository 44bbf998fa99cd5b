import type { settle as english } from "../en/settle.ts";
import type { Translation } from "../typed.ts";

export const settle: Translation<typeof english> = {
  order: {
    title: "Resolver este pedido",
    aside: "queda con su nombre en su historia",
    ask: "Pida a la tienda que busque este ticket, entre los abiertos, los cerrados y los anulados. Hasta que usted diga qué encontraron, PAR oye «pending» y no se envía nada.",
    early: "La tienda ya tiene su ticket",
    earlyAsk:
      "Parley todavía busca este pedido por su cuenta, y PAR oye «pending». Si la tienda tiene el ticket en la mano, dígalo: queda hecho en el acto.",
    found: "¿Qué encontró la tienda?",
    notBefore: "No antes de",
    lookAgain:
      "Hasta entonces todavía puede aparecer un ticket tardío. Haga que la tienda mire otra vez después.",
    posOrderId: "Número del pedido en el POS",
    posOrderIdHint: "Se necesita: el número del pedido en la caja. PAR lo recibe.",
    note: "Nota (opcional)",
    noteHint: "Con quién habló y qué vio.",
    go: "Continuar…",
    overtaken: "Este pedido ya no espera a nadie: otra persona, o el POS, fue más rápido.",
    final: "Esto no se puede deshacer.",
    cancel: "Cancelar",
    busy: "En marcha…",
  },
  toCome: {
    CONFIRM_PLACED: "Decir que la tienda lo tiene",
    CONFIRM_ABSENT: "Decir que la tienda no lo tiene",
  },
  act: {
    placed: {
      choice: "El ticket está ahí",
      effect:
        "La próxima consulta de PAR oye «placed», y el cliente conserva el pedido. A la cocina no se envía nada.",
      question: "¿Decir a PAR que {name} está hecho en {store} como {number}?",
      button: "Sí, está hecho",
    },
    taken: {
      effect:
        "La próxima consulta de PAR oye «placed», y el cliente conserva el pedido. A la cocina no se envía nada. {other} pierde este número y queda en disputa: PAR conserva «placed» para él, así que después necesita a una persona.",
      question:
        "¿Decir a PAR que {name} está hecho en {store} como {number}, un número que hasta ahora es de {other}?",
      button: "Sí, quedarse con el número",
    },
    absent: {
      choice: "No hay ticket",
      effect:
        "La próxima consulta de PAR oye «errored»: el cliente puede recibir su dinero y puede pedir de nuevo. A la cocina no se envía nada.",
      question: "¿Decir a PAR que {store} no tiene {name}?",
      button: "Sí, no está ahí",
    },
    resend: {
      choice: "Enviarlo otra vez a la cocina",
      once: "Este POS reconoce la referencia del pedido, así que la cocina lo recibe una vez. PAR sigue oyendo «pending» hasta que el POS responda.",
      twice:
        "Este POS hace otro pedido con él: si el primero sí llegó, la cocina cocina dos veces. Solo cuando la tienda esté segura de que no lo tiene. PAR sigue oyendo «pending» hasta que el POS responda.",
      question: "¿Enviar {name} al POS de {store} una vez más?",
      button: "Sí, enviarlo otra vez",
    },
  },
  result: {
    placed: "Listo: hecho como {number}. PAR lo oye en su próxima consulta.",
    takenOver:
      "Listo: hecho como {number}. PAR lo oye en su próxima consulta. {other} queda en disputa: ocúpese también de él.",
    errored:
      "Listo: errored. PAR lo oye en su próxima consulta; el cliente puede recibir su dinero y puede pedir de nuevo.",
    rejected: "Enviado, y el POS lo rechazó. PAR lo oye en su próxima consulta.",
    attention: "Enviado, y el POS no dijo si lo tiene. Todavía necesita a una persona.",
    open: "Enviado. El POS aún no lo ha resuelto; esta página lo sigue.",
  },
  taken: {
    is: "{number} es el número de <order>{other}</order>, y así se le dijo a PAR.",
    take: "El ticket nombra este pedido: quédate con su número. El otro pedido queda entonces en disputa.",
  },
  dispute: {
    title: "Ocúpate de este pedido",
    ask: "Lo que oyó PAR ya no cambia, así que el cliente se entera por usted o por la tienda. Diga a la tienda qué ticket es:",
    done: "Qué se hizo",
    doneHint: "Con quién habló, y si el cliente recibió su dinero o recibe la comida de todos modos.",
    settle: "Marcar como resuelto",
    settled: "Resuelto. Su nota está en la historia; a PAR no se le dice nada.",
  },
  ticket: {
    call: "Llame a la tienda",
    noPhone: "{store} (sin teléfono guardado)",
    requestUid: "Request uid",
    onlineOrderId: "Id del pedido en línea",
    orderId: "id del pedido",
    note: "La nota del ticket empieza por",
    reference: "Referencia en el POS",
    guest: "Cliente",
    notTold: "no indicado",
    total: "Total",
    sent: "Enviado por PAR",
  },
};
