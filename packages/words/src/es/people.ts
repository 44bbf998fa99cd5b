import type { people as english } from "../en/people.ts";
import type { Translation } from "../typed.ts";

export const people: Translation<typeof english> = {
  tabs: { label: "Ajustes", people: "Personas" },
  title: "Personas",
  what: "las personas",
  name: "Nombre",
  email: "Correo",
  emailHint: "Con lo que inicia sesión.",
  cancel: "Cancelar",
  may: {
    OWNER: "Hace todo en todas las marcas y nombra a otros propietarios.",
    BRAND_ADMIN: "Hace todo en la marca: asignaciones, menús, SharedIds, personas y auditoría.",
    SUPPORT:
      "Busca y arregla pedidos, ve los nombres de los clientes y puede mostrar el resto, pausa tiendas, retira artículos y los repone.",
    ENGINEER:
      "Ve conexiones, asignaciones y el contenido de las llamadas con los clientes ocultos, y prueba llamadas en el simulador. No cambia nada.",
    VIEWER: "Ve pedidos, tiendas y asignaciones con los clientes ocultos. No cambia nada.",
  },
  list: {
    sentence:
      "{count, plural, =0 {Nadie puede iniciar sesión aquí} one {Una persona puede iniciar sesión} other {{count, number} personas pueden iniciar sesión}}{disabled, plural, =0 {.} one {, y una está deshabilitada.} other {, y {disabled, number} están deshabilitadas.}}",
    note: "Todas las que usted administra: todo lo que pueden hacer está en sus marcas.",
    roles: "Puede hacer",
    lastSeen: "Última visita",
    never: "nunca",
    state: "Puede entrar",
    enabled: "sí",
    disabled: "deshabilitada",
    emptyTitle: "Aún no administra a nadie.",
    empty: "Quien usted añada aparecerá aquí, con lo que puede hacer y cuándo estuvo por última vez.",
  },
  add: {
    open: "Añadir una persona",
    name: "Añadir una persona",
    sentence: "¿Quién se incorpora y qué puede hacer?",
    act: "Añadir y crear una contraseña",
    hint: "La contraseña se muestra una sola vez, para que usted la entregue. Con ella se puede iniciar sesión enseguida.",
    done: "{name} puede iniciar sesión como {email} con esta contraseña. Se muestra solo esta vez: entréguela ahora.",
    toPerson: "Ver a {name}",
  },
  grants: {
    title: "Lo que puede hacer",
    role: "Rol {number, number}",
    place: "Dónde vale el rol {number, number}",
    everyBrand: "Todas las marcas",
    wholeBrand: "{brand}, todas las tiendas",
    add: "Añadir otro rol",
    remove: "Quitar el rol",
  },
  person: {
    self: "Es usted.",
    enabled: "{name} puede iniciar sesión.",
    disabled: "La cuenta de {name} está deshabilitada y no puede iniciar sesión.",
    disabledSince: "Deshabilitada desde",
    roles: "Lo que puede hacer",
  },
  roles: {
    open: "Cambiar nombre o roles…",
    hint: "Vale desde su próximo clic.",
    save: "Guardar",
    saved: "Los cambios de {name} están guardados.",
    undone: "{name} queda como antes.",
  },
  access: {
    title: "Inicio de sesión",
    enabled: "Si {name} ya no trabaja aquí, deshabilite su cuenta. Si perdió su contraseña, cree otra.",
    disabled: "{name} conserva sus roles y puede volver a entrar, con la contraseña que tenía.",
    disable: "Deshabilitar…",
    disableAsks:
      "Todas las sesiones de {name} se cierran enseguida y no podrá iniciar otra hasta que alguien habilite su cuenta. Sus claves de API terminan para siempre.",
    disableConfirm: "Deshabilitar",
    nowDisabled: "La cuenta de {name} está deshabilitada y sus sesiones, cerradas.",
    enable: "Habilitar",
    nowEnabled: "{name} puede volver a iniciar sesión. Las claves de API hay que crearlas de nuevo.",
  },
  password: {
    label: "Contraseña",
    open: "Crear otra contraseña…",
    asks: "Todas las sesiones de {name} se cierran enseguida y la contraseña que tiene deja de valer. Sus claves de API siguen funcionando.",
    confirm: "Crear otra contraseña",
    done: "Desde ahora {name} inicia sesión con esta contraseña. Se muestra solo esta vez: entréguela ahora.",
  },
  history: {
    title: "Lo que se hizo",
    all: "Antes y después: ver la auditoría",
    what: "Qué",
    by: "Quién",
    at: "Cuándo",
    empty: "Aún no se hizo nada.",
  },
};
