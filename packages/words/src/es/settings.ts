import type { settings as english } from "../en/settings.ts";
import type { Translation } from "../typed.ts";

export const settings: Translation<typeof english> = {
  title: "Entorno",
  what: "los ajustes",
  sentence:
    "{changed, plural, =0 {Todo está como viene.} one {Un valor difiere del predeterminado.} other {{changed, number} valores difieren del predeterminado.}}",
  note: "Se leen al arrancar Parley: cámbielos en .env o en el entorno y reinícielo.",
  ownersOnly: "Solo los propietarios ven los ajustes del entorno.",
  hidden: "El entorno es para los propietarios",
  notSet: "sin valor",
  secret: "indicado, no se muestra",
  none: "Todo está como viene.",
  fallback: "predeterminado: {value}",
  source: {
    environment: "entorno",
    file: ".env",
    launcher: "npm start",
    default: "predeterminado",
  },
  redaction: {
    title: "Datos de clientes",
    what: "lo que se oculta de los clientes",
    hidden: "Lo que se oculta de los clientes es para los propietarios",
    ownersOnly: "Solo los propietarios lo ven y lo cambian.",
    sentence: {
      ROLES:
        "Soporte y administradores pueden revelar cómo localizar a un cliente; cada vez queda en la auditoría.",
      ADMINS:
        "Solo propietarios y administradores de marca pueden revelar cómo localizar a un cliente; cada vez queda en la auditoría.",
    },
    always: "Siempre oculto",
    alwaysList:
      "Teléfonos, correos y direcciones de entrega se enmascaran para todos hasta que alguien los revela. Nombres, notas y lo que escribió un cliente se ocultan a ingenieros y lectores. Números de tarjeta, tokens y SharedIds no se guardan nunca.",
    form: "Qué más se oculta",
    who: "¿Quién puede revelar cómo localizar a un cliente?",
    rule: {
      ROLES: "Propietarios, administradores de marca y soporte",
      ADMINS: "Solo propietarios y administradores de marca",
    },
    members: "Campos ocultos de las llamadas registradas, uno por línea",
    membersHint:
      "Como loyalty_number o crm_profile: lo que su PAR o su POS envía de los clientes con nombres propios. Todo su contenido se oculta a todos hasta que se revela al cliente, también en llamadas ya registradas. Mayúsculas, _ y - no cuentan.",
    save: "Guardar",
    saved: "Guardado. Vale desde el próximo clic de cada persona.",
    tooMany: "No se pueden ocultar más de {max, number} campos por nombre.",
    badName: "El nombre de un campo tiene de 1 a {max, number} caracteres, con alguna letra o cifra.",
  },
  group: {
    listening: "Dónde escucha y dónde están sus datos",
    secrets: "Base de datos, secretos, demostración",
    addresses: "Direcciones vistas desde fuera",
    provider: "Inicio de sesión con su proveedor de identidad (OpenID Connect)",
    mail: "Correo",
    behaviour: "Comportamiento",
    durations:
      "Cuánto pueden durar las cosas (milisegundos; todos menos BODY_TIMEOUT_MS se multiplican por TIME_SCALE)",
    limits: "Límites (a una llamada o un aviso de más se le dice cuándo volver, y no se guarda nada)",
    drills: "Simulacros",
  },
  about: {
    HOST: "Dirección de todos los servidores. Todo lo que no sea loopback necesita DEMO=0.",
    PORT: "La API: las cuatro operaciones de PAR, /graphql, /auth, /readyz.",
    ADMIN_PORT: "La administración en el navegador.",
    POS_SIMULATOR_PORT: "El POS simulado; solo en la demostración.",
    API_PROCESSES:
      "Procesos de la API detrás del único puerto, de 1 a 16; si no se indica, uno por núcleo, cuatro como máximo, y 1 en la demo. Los turnos de una tienda, su interruptor y todos los límites valen para todos juntos.",
    DATA_DIR: "Los datos de PostgreSQL, el archivo de la clave, el diario del simulador y los registros.",
    DATABASE_URL:
      "Su PostgreSQL (15 o posterior). Sin valor: se ejecuta uno dentro de DATA_DIR. Con valor: no se crea nada de la demostración.",
    DATABASE_DIRECT_URL:
      "La dirección propia de PostgreSQL, cuando DATABASE_URL es la de un agrupador en modo de transacción (PgBouncer): para lo que necesita una sesión. docs/several-processes.md dice cómo se configura.",
    DATABASE_POOL: "Conexiones de la API a PostgreSQL, de 2 a 64.",
    DATABASE_DEADLINE_MS:
      "Tras estos milisegundos, una instrucción que PostgreSQL no ha respondido falla, y a quien llamó se le dice 503; no se multiplica por TIME_SCALE.",
    PACK_ORDERS:
      "1: los pedidos se guardan comprimidos, en la mitad de espacio. Solo cuando todos los procesos ejecuten esta versión, pues la anterior no puede enviar esos pedidos. Sin valor: 1 donde `npm start` ejecuta PostgreSQL por sí mismo; si no, 0.",
    MASTER_KEY:
      "Cifra los secretos guardados, 32 caracteres o más (`openssl rand -base64 32`). Obligatoria con DATABASE_URL; si no, se crea una vez y se guarda en DATA_DIR.",
    DEMO: "1: marcas, operadores y POS simulado de la demostración. 0: una pasarela vacía. Siempre 0 con DATABASE_URL.",
    POS_SIMULATOR_KEY: "Secreto de firma del POS simulado (whsec_…); el de la demostración si no se indica.",
    POS_SIMULATOR_CLASSES:
      "Lo que promete cada tienda simulada, como YC-LC-002=C,BB-LC-001=D+X; clase A si no se nombra.",
    POS_SIMULATOR_STORES:
      "Ids de tiendas simuladas además de las de la demostración, como DR-01,DR-02:JPY,DR-03:500; venden lo que vende YummyTaco (la última, tantos artículos), y la demostración tiene cada una entre sus tiendas, con el id de PAR PAR-DR-01.",
    POS_SIMULATOR_EVENTS_URL:
      "Adónde avisa el POS simulado de lo que ocurre en sus cajas; a la API si no se indica.",
    ADMIN_URL:
      "La dirección de la administración en el navegador, de confianza como origen de un inicio de sesión; http://localhost:ADMIN_PORT si no se indica.",
    PUBLIC_URL:
      "La dirección de la API tal como la alcanza PAR, como https://parley.example.com: la administración la dice a quien prepara una conexión.",
    API_URL: "La API tal como la alcanza el servidor de la administración; http://HOST:PORT si no se indica.",
    TRUST_PROXY:
      "Proxies delante de la API cuyo X-Forwarded-For cuenta: cuántos son, o sus direcciones y redes.",
    API_HOSTS:
      "Nombres de host con los que se puede llamar a la API, entre ellos el de API_URL, separados por comas; los demás reciben 421. Cualquiera si no se indica.",
    ADMIN_TRUST_PROXY:
      "Proxies delante de la administración cuyo X-Forwarded-For cuenta: cuántos son, o sus direcciones y redes.",
    ADMIN_SECRET:
      "Lo comparten la API y la administración, 32 caracteres o más: con él la administración demuestra qué dirección transmite. `npm start` crea uno.",
    OIDC_ISSUER:
      "El emisor de su proveedor de identidad, tal como lo dicen sus ID tokens, como https://login.example.com; se indica junto con OIDC_CLIENT_ID y OIDC_CLIENT_SECRET. Su dirección de retorno es ADMIN_URL con /auth/provider/back. Sin él, nadie inicia sesión así.",
    OIDC_CLIENT_ID: "El id de Parley en su proveedor de identidad.",
    OIDC_CLIENT_SECRET: "El secreto de Parley allí.",
    OIDC_NAME: "Cómo lo llama la gente, en el botón de inicio de sesión; su equipo si no se indica.",
    OIDC_SECOND_FACTOR:
      "1: su proveedor de identidad pide a todas las personas un segundo factor, así que su palabra vale por los dos. Si no, vale donde su ID token lo dice (mfa en amr).",
    SMTP_URL:
      "El servidor de correo por el que salen avisos e invitaciones, como smtps://user:password@mail.example.com; se indica junto con ALERTS_FROM. Sin él, las avisos van solo a webhooks y los enlaces los entrega quien los creó.",
    ALERTS_FROM: "La dirección de correo de la que vienen avisos e invitaciones.",
    LOG_LEVEL: "trace, debug, info, warn, error, fatal o silent.",
    NODE_ENV: "development, production o test.",
    GRAPHQL_INTROSPECTION: "1 permite que un cliente lea del servidor el esquema de GraphQL.",
    POS_ALLOW_LOOPBACK_HTTP:
      "1 permite que el POS de una tienda sea http sin cifrar en esta máquina; como DEMO si no se indica.",
    TIME_SCALE: "Acorta todas las esperas, también las del simulador; para pruebas.",
    ATTEMPT_DEADLINE_MS: "Un intento de colocar un pedido en el POS.",
    SYNC_BUDGET_MS: "Cuánto espera PAR hasta que se le dice 202 pendiente.",
    LEASE_MS: "Cuánto tiempo posee un proceso un pedido sin renovarlo.",
    GIVE_UP_MS: "Pasado este tiempo, un pedido sin colocar queda en error o necesita a una persona.",
    SWEEP_MS: "Cada cuánto se buscan los pedidos pendientes cuando no llegó ningún aviso.",
    MENU_REFRESH_MS: "Cada cuánto se trae del POS el menú de cada tienda.",
    BODY_TIMEOUT_MS: "Cuánto puede tardar quien llama en enviar su petición.",
    CONNECTION_CALLS_MAX:
      "Llamadas de una conexión de PAR en curso a la vez, de 10 a 20000; las demás reciben 503, antes de tomar un pedido.",
    POS_EVENTS_PER_SECOND:
      "Avisos del POS de una tienda a la larga, de 1 a 1000; los de cincuenta segundos pueden llegar de una vez, los demás reciben 429.",
    REFUSALS_RECORDED_MAX:
      "Llamadas sin token válido que se registran por dirección y minuto, de 0 a 1000; de todas las direcciones, cincuenta veces más.",
    FAILPOINT: "Termina o detiene la API en puntos con nombre, como cp07:kill@3; nunca en servicio.",
  },
};
