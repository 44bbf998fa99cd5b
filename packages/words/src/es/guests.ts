import type { guests as english } from "../en/guests.ts";
import type { Translation } from "../typed.ts";

/** Los datos de contacto de un cliente, ocultos hasta que alguien los pide. */
export const guests: Translation<typeof english> = {
  guest: "Cliente",
  hidden: "Oculto para su rol",
  notTold: "sin nombre",
  erased: "borrado",
  maskedInBody: "Los datos de contacto del cliente están ocultos en los cuerpos de abajo.",
  reason: "Motivo",
  reasons: {
    CALL_GUEST: "Para decir al cliente qué fue de su pedido",
    GUEST_CALLED: "Para comprobar quién llama",
    REFUND: "Para devolver el dinero",
    STORE_ASKS: "La tienda tiene que hablar con el cliente",
    CHECK_DATA: "Para ver lo que se envió, tal como se envió",
  },
  show: "Mostrar contacto",
  whoMayShow: "Los propietarios y los administradores de marca pueden mostrarlo.",
  willBeRecorded: "Queda registrado que usted lo vio, y por qué.",
  wasRecorded: "Registrado. Desaparece al volver a leer la página.",
  nothing: "PAR no envió nada con lo que se pueda contactar al cliente.",
  request: "La petición tal como se registró",
  answer: "La respuesta tal como se registró",
  refused: {
    noSubject: "No existe ese pedido o esa llamada.",
    notAllowed: "Su rol no puede ver cómo contactar a los clientes.",
  },
};
