import type { imports as english } from "../en/imports.ts";
import type { Translation } from "../typed.ts";

export const imports: Translation<typeof english> = {
  file: {
    headers: "La primera línea nombra las columnas: {locations} u {organizations}.",
    noHeader: "El archivo no tiene ningún encabezado conocido.",
    workbook: "Esto es un libro de Excel u otro archivo comprimido, no texto.",
    oldWorkbook: "Esto es un libro de Excel antiguo, no texto.",
    noEncoding: 'No hay ninguna codificación "{name}".',
    notText: "Esto no es texto en {name}.",
    saveAs: 'Guárdelo como "CSV UTF-8 (delimitado por comas)" y vuelva a intentarlo.',
    nameEncoding:
      "Si tiene otra codificación, nómbrela, por ejemplo windows-1251 o shift_jis (en una terminal: --encoding windows-1251).",
    guessed: "El archivo no está en UTF-8; se leyó como {name}.",
    empty: "El archivo está vacío.",
  },
  note: {
    formula: "Se leyó como {id}, sin la fórmula que lo rodea.",
    guessed: "Se leyó como {name}, por suposición.",
  },
  row: {
    openQuote: "Una comilla doble abre esta celda y ninguna la cierra.",
    cells:
      "La fila tiene {count, plural, one {# celda} other {# celdas}} y el encabezado tiene {width}. Ponga entre comillas dobles los valores que contienen el separador.",
    twice: "La columna está dos veces: quite una.",
    columnNumber: "columna {number}",
    noConnection: 'No hay ninguna conexión "{value}".',
    noStore: 'No hay ninguna tienda "{value}".',
    noBrand: 'No hay ninguna marca "{value}".',
    sameId: "La línea {line} ya tiene este id de PAR.",
    crosses: "Pertenece a {brands}, y esto es de otra marca.",
    crossesOnlyAdmin: "Pertenece a {brands}. Solo alguien con administración de esa marca puede moverlo.",
    outside: "Este id de PAR ya se usa, para algo fuera de sus marcas.",
    onlyAdmin: "Solo alguien con administración de esta marca puede cambiar sus asignaciones.",
    or: "{some} o {other}",
  },
  parId: {
    empty: "El id de PAR está vacío.",
    long: "El id de PAR tiene más de {max} caracteres.",
    step: "El id de PAR es un paso de una ruta.",
    character: "El id de PAR contiene un carácter que los ids no pueden tener.",
    blank: "El id de PAR empieza o termina con un espacio.",
    lostCharacter:
      "El id de PAR perdió un carácter: el archivo se guardó en una codificación que no lo tiene.",
    lostDigits:
      "El id de PAR perdió dígitos: una hoja de cálculo acortó el número. Dé a la columna formato de texto y rellénela de nuevo.",
  },
  doubt: {
    shortened: "Es un número como los acorta una hoja de cálculo; puede haber perdido dígitos del id.",
    fifteenDigits:
      "Una hoja de cálculo guarda quince dígitos de un número; los ceros del final pueden haber sido otros.",
    formula: "Es una fórmula, no lo que muestra.",
    errorValue: "Es el valor de error de una hoja de cálculo.",
    date: "Es una fecha que una hoja de cálculo puede haber hecho de un id.",
    decimals: "Es un número con decimales; el id de PAR quizá no los tenga.",
    separators: "Es un número con separadores; el id de PAR quizá no los tenga.",
    programValue: "Es un valor de un programa, no un id.",
    misread: "Parece UTF-8 que antes se leyó en otra codificación.",
    sameLook: "La línea {line} tiene el mismo id con otros caracteres.",
    mappedLook: '"{id}" está asignado, y se ve igual.',
  },
  refused: {
    noImport: "No hay tal archivo, o ya no: un archivo se guarda un día. Elíjalo de nuevo.",
    noBatch: "No hay tal importación.",
    onlyAdmin: "Solo quien administra puede importar asignaciones.",
    notYours:
      "Esta importación cambió asignaciones fuera de sus marcas. Puede deshacerla quien las administra.",
    imported: "Este archivo ya está importado.",
    undone: "Esta importación ya está deshecha.",
    otherPlan:
      "Las asignaciones cambiaron después de que usted miró, así que esto no sería lo que vio. No se escribió nada: mire de nuevo.",
    wrongRows:
      "{count, plural, one {# fila está mal} other {# filas están mal}}, así que no se escribió nada. Corrija el archivo o déjelas fuera.",
    nothing: "No hay nada que importar.",
    tooLarge: "El archivo pesa más de {megabytes} MB. Impórtelo por partes.",
    tooMany: "El archivo tiene más de {rows, number} filas. Impórtelo por partes.",
    changedSince:
      "{count, plural, one {# de estas asignaciones cambió} other {# de estas asignaciones cambiaron}} después de la importación, así que no se deshizo nada. Déjelas como están para deshacer las demás.",
    leaveOut: "Se pueden dejar fuera {max, number} filas como mucho. Quítelas del archivo.",
    notCsv: "Envíe los bytes del archivo como text/csv.",
    foreign: "Esta solicitud vino de otro sitio.",
    signIn: "Inicie sesión primero.",
    busy: "Están llegando demasiados archivos en este momento. Vuelva a intentarlo en breve.",
    brokenOff: "La subida se interrumpió.",
  },
};
