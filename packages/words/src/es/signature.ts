import type { signature as english } from "../en/signature.ts";
import type { Translation } from "../typed.ts";

export const signature: Translation<typeof english> = {
  hint: {
    double_truncation:
      "Los totales se multiplicaron por 100 como dobles binarios y se cortaron, con lo que se pierde un centavo. PAR debe usar decimales, o cents_mode de esta conexión debe ser double_truncate.",
    exact_cents:
      "Los totales se redondearon con exactitud, pero cents_mode de esta conexión es double_truncate. Debe volver a ser exact.",
    half_even:
      "Un total se redondeó al par en la mitad. Los centavos deben redondearse, en la mitad, alejándose de cero.",
    dollars_not_cents: "Los totales se firmaron en dólares. Deben firmarse en centavos enteros.",
    totals_swapped: "El total y el subtotal están cambiados de lugar. Primero va el total.",
    empty_not_zero: "Un identificador nulo se firmó como texto vacío. Debe firmarse como 0.",
    null_as_word: "Un identificador nulo se firmó con una palabra como null. Debe firmarse como 0.",
    milliseconds: "La hora se firmó en milisegundos. Debe firmarse en segundos.",
    seconds_rounded: "Los segundos se redondearon hacia arriba. Los milisegundos deben cortarse.",
    datetime_text: "La hora se firmó tal como está escrita. Debe firmarse en segundos Unix.",
    local_time: "request_datetime se leyó como hora local de la máquina del remitente. Debe leerse en UTC.",
    letter_case:
      "Se cambiaron mayúsculas o minúsculas de un identificador antes de firmar. Los identificadores deben firmarse como se envían.",
    normalised:
      "Se normalizó el Unicode de un identificador antes de firmar. Los identificadores deben firmarse como se envían.",
    pipes:
      "Los separadores son otros. Las seis partes se unen con una sola barra vertical, sin ninguna en los extremos.",
    line_end: "Algo invisible sigue al texto, como un fin de línea. El texto debe terminar con los segundos.",
    field_missing: "Falta una de las seis partes. Un valor ausente debe firmarse como 0.",
    utf16: "El texto se firmó en UTF-16. Debe firmarse en UTF-8.",
    body_signed: "Se firmó el cuerpo entero. Solo deben firmarse las seis partes.",
    another_live_secret:
      "La firma se hizo con otro SharedId vigente de esta conexión que el token. Ambos deben hacerse con el mismo.",
    whole_shared_id: "Se usó como clave el SharedId entero. Solo deben usarse sus diez primeros caracteres.",
    prefix_length: "Se usó como clave otra cantidad de caracteres del SharedId. Deben ser los diez primeros.",
    key_case: "Se cambiaron mayúsculas o minúsculas del SharedId. Debe usarse como se entregó.",
    key_decoded:
      "El SharedId se decodificó antes de usarlo. Sus diez primeros caracteres deben usarse como texto.",
    placeholder: "La firma es un relleno, un solo carácter repetido: quien llamó no calculó ninguna.",
    base64_not_hex: "La firma se escribió en base64. Debe escribirse en hexadecimal.",
    decorated: "La firma lleva algo alrededor. La cabecera debe contener solo sus 64 dígitos hexadecimales.",
    sha1: "La firma se hizo con SHA-1. Debe hacerse con HMAC-SHA256.",
    not_keyed:
      "La firma es un hash simple. Debe ser un HMAC cuya clave son los diez primeros caracteres del SharedId.",
  },
  form: {
    other: "{hints} ({form})",
    characters: "{hints} ({count, plural, one {# carácter} other {# caracteres}})",
    pipe_end: "{hints} (una al final)",
    pipe_beginning: "{hints} (una al principio)",
    pipe_both: "{hints} (una en cada extremo)",
    pipe_none: "{hints} (ninguna)",
  },
  repeated: "La cabecera llegó más de una vez. Debe llegar una sola.",
  not_hex: "La cabecera no tiene 64 dígitos hexadecimales, ni ninguna otra forma conocida.",
  unknown:
    "Ninguno de los errores conocidos lo explica. Lo más frecuente es que el cuerpo se cambiara después de firmarlo, o que el SharedId sea otro: compare el texto firmado de arriba con el que firma PAR.",
  not_required: "PAR no firma las consultas. El texto es el de nuestra respuesta.",
  missing: "Falta la cabecera x-pch-digest. PAR debe firmar cada llamada con un pedido.",
  datetime: {
    unfit:
      "request_datetime es {text}, que no es una fecha y hora con zona. La firma no corresponde a ella como UTC, ni como hora local, ni con 0 en su lugar. Debe escribirse como {form}.",
    utc: "request_datetime es {text}, que no es una fecha y hora con zona. PAR la leyó como UTC al firmar: la firma es correcta para eso. Debe escribirse como {form}.",
    local:
      "request_datetime es {text}, que no es una fecha y hora con zona. PAR la leyó como hora local al firmar: la firma es correcta para eso. Debe escribirse como {form}. ({zone})",
    other_form:
      "request_datetime es {text}, que no es una fecha y hora con zona. La firma es correcta para la hora que significa, pero no leemos esta forma. Debe escribirse como {form}.",
    zero: "request_datetime es {text}, que no es una fecha y hora con zona. PAR tampoco pudo leerla y firmó 0 en su lugar: la firma es correcta para eso. Debe escribirse como {form}.",
  },
  source: {
    value: "{path}: {value}",
    absent: "{path}: nulo o ausente, firmado como 0",
  },
};
