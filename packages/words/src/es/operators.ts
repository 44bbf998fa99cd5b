import type { operators as english } from "../en/operators.ts";
import type { Translation } from "../typed.ts";

export const operators: Translation<typeof english> = {
  refused: {
    noOperator: "No existe ese usuario.",
    noStore: "No existe esa tienda.",
    noBrand: "No existe esa marca.",
    noInvitation: "Este enlace no abre nada: venció, ya se usó o se anuló.",
    notInvited: "Ya tiene contraseña o su cuenta está deshabilitada, así que un enlace no abriría nada.",
    noPasswordYet:
      "Su cuenta está deshabilitada o aún no tiene contraseña, así que no hay ninguna que cambiar.",
    ownPassword: "Cambie su propia contraseña en la página de su cuenta, donde se le pide la que tiene.",
    noMailServer: "Aquí no se envía correo. Pida un enlace a quien administra.",
    noKey: "Este usuario no tiene esa clave de API en uso.",
    beyondOwn: "Solo puede dar roles en las marcas que usted administra.",
    changed: "Otra persona cambió este usuario entretanto. Vuelva a mirarlo.",
    lastAdmin: "Nadie más podría administrar lo que administra. Nombre antes a otro administrador.",
    taken: "Ya hay un usuario que inicia sesión con esta dirección de correo.",
    disabled: "Este usuario está deshabilitado. Habilítelo primero.",
    wrongPassword: "Esta no es su contraseña.",
    wrongCode:
      "Este código no es correcto o ya se usó: cada uno vale una vez. Mire el que muestra ahora su aplicación.",
    hasSecondFactor: "Ya tiene un segundo factor. Retírelo primero.",
    noSecondFactor: "No tiene segundo factor.",
    ownSecondFactor: "Retire su propio segundo factor en la página de su cuenta.",
    ownPasskeys: "Retire sus propias claves de acceso en la página de su cuenta.",
    ownProvider: "Pida a otro administrador que le desvincule del proveedor de identidad.",
    noPasskeyHost:
      "Las claves de acceso necesitan un nombre de equipo por https. Pida a quien opera Parley que ponga uno en ADMIN_URL y abra la administración con él.",
    passkeyNotRight: "La respuesta del dispositivo no vale aquí o llegó tarde. Inténtelo de nuevo.",
    passkeyTaken: "Esta clave de acceso ya está añadida.",
    passkeysFull: "Ya tiene tantas claves de acceso como se puede. Retire antes una.",
    noPasskey: "No tiene esa clave de acceso.",
    onlyOwners: "Solo quien es propietario puede hacerlo.",
    policyChanged: "Otra persona lo cambió entretanto. Vuelva a leerlo.",
    between: "Dé un número entero de {min} a {max}.",
    noSession: "Usted no tiene esa sesión.",
    onlySignedIn: "Inicie sesión en un navegador para cambiar su propia cuenta: una clave no puede.",
    beyondOperator: "Una clave no puede hacer más que su usuario. Quite lo que él mismo no puede hacer.",
    tooManyRoles: "Dé {max} roles como máximo.",
    tooManyKeys: "Este usuario tiene {max} claves de API en uso. Revoque antes una.",
    exists: "Ya existe un usuario. Inicie sesión.",
    tooOften: "Demasiados intentos. Espere un minuto y vuelva a intentarlo.",
    setupCode:
      "Este no es el código de configuración. `npm run parley -- setup-code` lo muestra en el servidor.",
  },
  keyExpired: "Esta clave de API venció el {time} y ya no abre nada. Cree otra.",
  invalid: {
    nameLength: "Dé un nombre de 1 a {nameMax} caracteres.",
    notEmail: "Esto no es una dirección de correo.",
    expiryPast: "Dé un día que aún no haya pasado.",
    noRoles: "Dé al menos un rol; para cerrarle el paso a alguien, deshabilite su cuenta.",
    passwordShort: "Use al menos {passwordMin} caracteres; una frase vale.",
    passwordLong: "Use como máximo {passwordMax} caracteres.",
    passwordMonotonous: "Use más caracteres distintos.",
    passwordGuessable:
      "Es fácil de adivinar: es una contraseña común o está hecha de su nombre, el de una marca y palabras comunes.",
    ownerOfPlace:
      "Un propietario tiene todas las marcas. Para una sola, nómbrelo administrador de esa marca.",
    brandAdminOfNone: "Un administrador de marca tiene una marca. Para todas, nómbrelo propietario.",
    brandAdminOfStore: "Un administrador de marca tiene la marca entera, no una tienda.",
    rolesApart:
      "El rol de ingeniería o el de una tienda solo va con otros roles de la misma marca. Añada para eso a otra persona.",
  },
};
