import type { entry as english } from "../en/entry.ts";
import type { Translation } from "../typed.ts";

export const entry: Translation<typeof english> = {
  signIn: {
    title: "Iniciar sesión",
    what: "la página de inicio de sesión",
    email: "Correo electrónico",
    password: "Contraseña",
    pending: "Iniciando sesión…",
    codeTitle: "Un paso más",
    codeHelp:
      "Escriba el código que su aplicación muestra ahora. Si la perdió, un código de los que guardó en papel.",
    code: "Código",
    passkey: "Iniciar sesión con una clave de acceso",
    provider: "Iniciar sesión con {name}",
    otherAccount: "Iniciar sesión con otra cuenta",
    demo: "Cuentas de demostración",
    demoHelp: "Solo existen en el modo de demostración.",
    fillIn: "Rellenar",
    may: { admin: "Administración de todas las marcas", support: "Soporte solo de YummyTaco" },
    failure: {
      admin: "No se puede llegar al panel. Compruebe su conexión y reinténtelo.",
      wrong: "El correo o la contraseña no son correctos.",
      code: "Este código no es correcto o ya se usó: cada uno vale una vez. Mire el que muestra ahora su aplicación.",
      passkey: "Esta clave de acceso no abre aquí: se retiró, o su cuenta no puede iniciar sesión.",
      passkeyLeft: "No se dio ninguna clave de acceso. Inténtelo de nuevo o use su contraseña.",
      passkeyNeeded:
        "Su contraseña es correcta, pero aquí no basta: use su clave de acceso. Si la perdió, quien administra puede retirarla.",
      tooMany: "Demasiados intentos. Espere un rato y reinténtelo.",
      tooManySeconds:
        "Demasiados intentos. Reinténtelo en {count, plural, one {# segundo} other {# segundos}}.",
      tooManyMinutes:
        "Demasiados intentos. Reinténtelo en {count, plural, one {# minuto} other {# minutos}}.",
      api: "La API no responde. Puede que se esté reiniciando; reinténtelo en un momento.",
      address: "La API no confía en esta dirección del panel.",
      other: "No se pudo iniciar sesión. Reinténtelo, y avise a su administrador si sigue así.",
    },
  },
  provider: {
    down: "{name} no responde. Inténtelo de nuevo en un momento o use su contraseña.",
    failed:
      "El inicio de sesión con {name} tardó demasiado o se empezó en otro lugar. Empiece aquí de nuevo.",
    left: "Usted dejó el inicio de sesión con {name}. Empiece de nuevo o use su contraseña.",
    unverified:
      "{name} no dijo que su dirección de correo esté verificada. Pida a quien lo opera que la verifique, o use su contraseña.",
    unknown:
      "{name} le conoce, pero aquí nadie puede entrar como usted. Pida a quien administra Parley una invitación para la dirección de correo que tiene allí.",
    factor:
      "{name} no dijo que le pidió un segundo factor, y aquí se le pide el suyo. Use su contraseña y su código.",
    passkey: "{name} no dijo que le pidió un segundo factor, y aquí se pide. Use su clave de acceso.",
    often: "Demasiados intentos. Espere un rato y vuelva a intentarlo.",
  },
  invite: {
    name: "Invitación",
    what: "la invitación",
    title: "Le damos la bienvenida, {name}",
    help: "Tiene una invitación a Parley. Elija una contraseña, con la que iniciará sesión desde ahora.",
    act: "Guardar e iniciar sesión",
    gone: "Este enlace no abre nada.",
    goneHelp:
      "Venció, ya se usó o se anuló. Si tiene contraseña, inicie sesión; si no, pida otro enlace a quien envió la invitación.",
  },
  forgotten: {
    open: "¿Olvidó su contraseña?",
    title: "¿Olvidó su contraseña?",
    help: "Escriba el correo con el que inicia sesión. Si alguien aquí lo tiene, allí llega un enlace para elegir otra contraseña.",
    act: "Enviarme un enlace",
    done: "Si alguien inicia sesión como {email}, un enlace va en camino. Vale una vez, durante {minutes, plural, one {# minuto} other {# minutos}}.",
    askAdmin:
      "Aquí no se envía correo. Pida a quien administra Parley un enlace con el que elegir otra contraseña.",
    again: "Pedir otro enlace",
    back: "Volver a iniciar sesión",
  },
  reset: {
    name: "Una contraseña nueva",
    what: "la página de la contraseña nueva",
    title: "Una contraseña nueva para {name}",
    help: "Elija la contraseña con la que iniciará sesión desde ahora. Sus demás sesiones se cierran.",
    act: "Guardar e iniciar sesión",
    goneHelp: "Venció, ya se usó o se anuló.",
  },
  firstRun: {
    name: "Primer operador",
    what: "la primera página",
    title: "Crear el primer operador",
    help: "Nadie puede iniciar sesión todavía. El código de instalación demuestra que el servidor es suyo: ejecute <code>npm run parley -- setup-code</code> donde corre Parley.",
    setupCode: "Código de instalación",
    yourName: "Su nombre",
    passwordHint: "{count} caracteres o más. Cualquiera vale, también espacios.",
    pending: "Creando…",
    create: "Crear e iniciar sesión",
  },
};
