/**
 * What is packed looks like this: orders that nobody placed, at a shop that there is not. Never from traffic: a dictionary is kept for ever. What is written down here is never changed, since
 * rows are packed by it; a better one is a version more, here and in the table `body_dictionaries`.
 */

/** Calls of PAR's: what a menu is asked by, a refusal, an order with its answer. */
const ofPar = [
  String.raw`[null,"{\"organization_id\":\"ORG-01\",\"location_id\":\"LOC-0001\",\"order_type\":\"takeout\",`,
  String.raw`\"if_version\":null}",{},"{\"errors\":[{\"code\":\"item_unavailable\",\"message\":\"\",\"field\"`,
  String.raw`:\"order_details.items[0].modifiers[0]\",\"line_id\":\"1\",\"expected\":0,\"actual\":0}],\"reque`,
  String.raw`st_id\":\"exc_\"}",null,null][null,null,{},"{\"status\":\"rejected\",\"pending\":0",null,null][{`,
  '"host":"","user-agent":"","accept":"*/*","accept-encoding":"gzip, deflate","connection":"keep-al',
  'ive","x-forwarded-for":"127.0.0.1","x-forwarded-proto":"https","x-request-id":"","content-type":',
  String.raw`"application/json","authorization":"Bearer [redacted]","content-length":"3000"},"{\"request_uid`,
  String.raw`\":\"00000000-0000-4000-8000-000000000000\",\"request_datetime\":\"2026-01-01T12:00:00.000Z\",\"`,
  String.raw`organization_id\":\"ORG-01\",\"location_id\":\"LOC-0001\",\"order_details\":{\"online_order_id\"`,
  String.raw`:\"WEB-100000\",\"order_type\":\"delivery\",\"is_asap\":true,\"scheduled_at\":null,\"currency\":`,
  String.raw`\"USD\",\"customer\":{\"id\":\"c-1\",\"first_name\":\"First\",\"last_name\":\"Last\",\"email\":`,
  String.raw`\"guest@example.com\",\"phone\":\"+15555550\",\"loyalty_id\":null},\"delivery\":{\"address_line1`,
  String.raw`\":\"1 Main Street\",\"address_line2\":null,\"city\":\"City\",\"state\":\"ST\",\"postal_code\":`,
  String.raw`\"00000\",\"country\":\"US\",\"latitude\":0,\"longitude\":0,\"instructions\":null},\"curbside\":`,
  String.raw`null,\"table_number\":null,\"notes\":null,\"items\":[{\"line_id\":\"1\",\"item_id\":\"breakfast-`,
  String.raw`plate\",\"name\":\"Breakfast Plate\",\"quantity\":1,\"unit_price\":12.95,\"comment\":\"no butter`,
  String.raw`, please\",\"modifiers\":[{\"modifier_id\":\"toast\",\"modifier_group_id\":\"sides\",\"name\":\"`,
  String.raw`Toast\",\"quantity\":1,\"unit_price\":0,\"modifiers\":[]},{\"modifier_id\":\"extra-cheese\",\"mo`,
  String.raw`difier_group_id\":\"sides\",\"name\":\"Extra Cheese\",\"quantity\":1,\"unit_price\":1.5,\"modifi`,
  String.raw`ers\":[]}]},{\"line_id\":\"2\",\"item_id\":\"coffee-large\",\"name\":\"Large Coffee\",\"quantity`,
  String.raw`\":2,\"unit_price\":3.25,\"comment\":null,\"modifiers\":[]}],\"discounts\":[],\"taxes\":[],\"fee`,
  String.raw`s\":[],\"subtotal\":19.45,\"tax_total\":1.7,\"discount_total\":0,\"fee_total\":0,\"tip_total\":2`,
  String.raw`,\"grand_total\":23.15,\"payments\":[{\"type\":\"card\",\"tender_id\":\"online\",\"amount\":23.1`,
  String.raw`5,\"tip_amount\":2,\"card_last4\":\"0000\",\"reference\":\"pay_1\"}]}}",{},"{\"status\":\"valida`,
  String.raw`ted\",\"status\":\"placed\",\"request_uid\":\"00000000-0000-4000-8000-000000000000\",\"request_d`,
  String.raw`atetime\":\"2026-01-01T12:00:00.000Z\",\"organization_id\":\"ORG-01\",\"location_id\":\"LOC-0001`,
  String.raw`\",\"order_details\":{\"online_order_id\":\"WEB-100000\",\"pos_order_id\":\"0001-000001\",\"subt`,
  String.raw`otal\":19.45,\"tax_total\":1.7,\"discount_total\":0,\"fee_total\":0,\"tip_total\":2,\"grand_tota`,
  String.raw`l\":23.15,\"currency\":\"USD\",\"items\":[{\"line_id\":\"1\",\"item_id\":\"breakfast-plate\",\"p`,
  String.raw`rice_level_id\":null,\"name\":\"Breakfast Plate\",\"quantity\":1,\"unit_price\":12.95,\"comment`,
  String.raw`\":\"no butter, please\",\"modifiers\":[{\"modifier_id\":\"toast\",\"modifier_group_id\":\"sides`,
  String.raw`\",\"name\":\"Toast\",\"quantity\":1,\"unit_price\":0,\"modifiers\":[]},{\"modifier_id\":\"extra`,
  String.raw`-cheese\",\"modifier_group_id\":\"sides\",\"name\":\"Extra Cheese\",\"quantity\":1,\"unit_price`,
  String.raw`\":1.5,\"modifiers\":[]}],\"total\":14.45},{\"line_id\":\"2\",\"item_id\":\"coffee-large\",\"pri`,
  String.raw`ce_level_id\":null,\"name\":\"Large Coffee\",\"quantity\":2,\"unit_price\":3.25,\"modifiers\":[]`,
  String.raw`,\"total\":6.5}],\"taxes\":[{\"tax_id\":\"sales\",\"name\":\"Sales tax\",\"rate\":8.75,\"amount`,
  String.raw`\":1.7,\"inclusive\":false}],\"fees\":[],\"estimated_ready_at\":\"2026-01-01T12:15:00.000Z\"},\"`,
  String.raw`processed_at\":\"2026-01-01T12:00:00.000Z\"}","00000000|LOC-0001|WEB-100000|2315|1945|1767268800`,
  '",null]',
];

/** Calls of a POS: an order and its bill. */
const ofPos = [
  String.raw`[null,"{\"reference\":\"00000000-0000-5000-8000-000000000000\",\"store\":\"0001\",\"online_order`,
  String.raw`_id\":\"WEB-100000\",\"request_uid\":\"00000000-0000-4000-8000-000000000000\",\"order_type\":\"d`,
  String.raw`elivery\",\"scheduled_at\":null,\"currency\":\"USD\",\"guest\":{\"name\":\"First Last\",\"phone`,
  String.raw`\":\"+15555550\",\"email\":\"guest@example.com\"},\"delivery\":null,\"curbside\":null,\"table_nu`,
  String.raw`mber\":null,\"notes\":null,\"lines\":[{\"line_id\":\"1\",\"item_id\":\"breakfast-plate\",\"price`,
  String.raw`_level_id\":null,\"name\":\"Breakfast Plate\",\"quantity\":1,\"unit_price_cents\":1295,\"total_c`,
  String.raw`ents\":1445,\"comment\":\"no butter, please\",\"modifiers\":[{\"modifier_id\":\"toast\",\"modifi`,
  String.raw`er_group_id\":\"sides\",\"name\":\"Toast\",\"quantity\":1,\"free_quantity\":0,\"unit_price_cents`,
  String.raw`\":0,\"modifiers\":[]},{\"modifier_id\":\"extra-cheese\",\"modifier_group_id\":\"sides\",\"name`,
  String.raw`\":\"Extra Cheese\",\"quantity\":1,\"free_quantity\":0,\"unit_price_cents\":150,\"modifiers\":[]`,
  String.raw`}]},{\"line_id\":\"2\",\"item_id\":\"coffee-large\",\"price_level_id\":null,\"name\":\"Large Cof`,
  String.raw`fee\",\"quantity\":2,\"unit_price_cents\":325,\"total_cents\":1445,\"comment\":null,\"modifiers`,
  String.raw`\":[]}],\"discounts\":[],\"taxes\":[{\"tax_id\":\"sales\",\"name\":\"Sales tax\",\"rate_percent`,
  String.raw`\":\"8.75\",\"inclusive\":false,\"amount_cents\":170}],\"fees\":[],\"totals\":{\"subtotal_cents`,
  String.raw`\":1945,\"discount_cents\":0,\"tax_cents\":170,\"fee_cents\":0,\"tip_cents\":200,\"grand_cents\"`,
  String.raw`:2315}}",null,"{\"status\":\"placed\",\"reference\":\"00000000-0000-5000-8000-000000000000\",\"s`,
  String.raw`tore\":\"0001\",\"pos_order_id\":\"0001-000001\",\"total_cents\":2315,\"placed_at\":\"2026-01-01`,
  String.raw`T12:00:00.000Z\",\"ready_at\":\"2026-01-01T12:15:00.000Z\",\"bill\":{\"lines\":[{\"line_id\":\"1`,
  String.raw`\",\"item_id\":\"breakfast-plate\",\"name\":\"Breakfast Plate\",\"quantity\":1,\"total_cents\":1`,
  String.raw`295,\"modifiers\":[{\"modifier_id\":\"toast\",\"name\":\"Toast\",\"quantity\":1,\"total_cents\":`,
  String.raw`150},{\"modifier_id\":\"extra-cheese\",\"name\":\"Extra Cheese\",\"quantity\":1,\"total_cents\":`,
  String.raw`150}]},{\"line_id\":\"2\",\"item_id\":\"coffee-large\",\"name\":\"Large Coffee\",\"quantity\":2,`,
  String.raw`\"total_cents\":1295,\"modifiers\":[]}],\"totals\":{\"subtotal_cents\":1945,\"discount_cents\":0`,
  String.raw`,\"tax_cents\":170,\"fee_cents\":0,\"tip_cents\":200,\"grand_cents\":2315}}}",null,null]`,
];

/** What is kept of an order: what goes to its POS, how it was priced and by which versions. */
const ofOrders = [
  '[{"v":1,"exponent":2,"reference":"00000000-0000-5000-8000-000000000000","store":"0001","onlineOrde',
  'rId":"WEB-100000","requestUid":"00000000-0000-4000-8000-000000000000","orderType":"delivery","sche',
  'duledAt":null,"currency":"USD","guest":{"name":"First Last","phone":"+15555550","email":"guest@exa',
  'mple.com"},"delivery":null,"curbside":null,"tableNumber":null,"notes":null,"lines":[{"lineId":"1",',
  '"itemId":"breakfast-plate","priceLevelId":null,"name":"Breakfast Plate","quantity":1,"unitPriceCen',
  'ts":1295,"totalCents":1295,"comment":"no butter, please","modifiers":[{"modifierId":"toast","modif',
  'ierGroupId":"sides","name":"Toast","quantity":1,"freeQuantity":0,"unitPriceCents":0,"modifiers":[]',
  '},{"modifierId":"extra-cheese","modifierGroupId":"sides","name":"Extra Cheese","quantity":1,"freeQ',
  'uantity":0,"unitPriceCents":150,"modifiers":[]}]},{"lineId":"2","itemId":"coffee-large","priceLeve',
  'lId":null,"name":"Large Coffee","quantity":2,"unitPriceCents":325,"totalCents":650,"comment":null,',
  '"modifiers":[]}],"discounts":[],"taxes":[{"taxId":"sales","name":"Sales tax","ratePercent":"8.75",',
  '"inclusive":false,"amountCents":170}],"fees":[],"totals":{"subtotalCents":1945,"discountCents":0,"',
  'taxCents":170,"feeCents":0,"tipCents":200,"grandCents":2315}},{"v":1,"exponent":2,"currency":"USD"',
  ',"orderType":"delivery","scheduledAt":null,"lines":[{"lineId":"1","itemId":"breakfast-plate","pric',
  'eLevelId":null,"name":"Breakfast Plate","quantity":1,"unitPriceCents":1295,"totalCents":1295,"disc',
  'ountCents":0,"comment":"no butter, please","modifiers":[{"modifierId":"toast","modifierGroupId":"s',
  'ides","name":"Toast","quantity":1,"freeQuantity":0,"unitPriceCents":0,"totalCents":0,"modifiers":[',
  ']},{"modifierId":"extra-cheese","modifierGroupId":"sides","name":"Extra Cheese","quantity":1,"free',
  'Quantity":0,"unitPriceCents":150,"totalCents":150,"modifiers":[]}]},{"lineId":"2","itemId":"coffee',
  '-large","priceLevelId":null,"name":"Large Coffee","quantity":2,"unitPriceCents":325,"totalCents":6',
  '50,"discountCents":0,"comment":null,"modifiers":[]}],"discounts":[],"taxes":[{"taxId":"sales","nam',
  'e":"Sales tax","ratePercent":"8.75","inclusive":false,"taxableCents":1945,"amountCents":170}],"fee',
  's":[],"grossSubtotalCents":1945,"subtotalCents":1945,"discountTotalCents":0,"taxTotalCents":170,"f',
  'eeTotalCents":0,"tipTotalCents":200,"grandTotalCents":2315,"computedGrandTotalCents":2315},{"menuV',
  'ersion":"","menuFetchedAt":"2026-01-01T12:00:00.000Z","locationMapping":1,"organizationMapping":1}',
  "]",
];

/** What calls show beside their bodies, and what a POS charged for an order. */
const ofShown = [
  '{"lines":[{"lineId":"1","itemId":"breakfast-plate","name":"Breakfast Plate","quantity":1,"totalCent',
  's":1295,"modifiers":[{"modifierId":"toast","name":"Toast","quantity":1,"totalCents":150},{"modifier',
  'Id":"extra-cheese","name":"Extra Cheese","quantity":1,"totalCents":150}]},{"lineId":"2","itemId":"c',
  'offee-large","name":"Large Coffee","quantity":2,"totalCents":1295,"modifiers":[]}],"totals":{"subto',
  'talCents":1945,"discountCents":0,"taxCents":170,"feeCents":0,"tipCents":200,"grandCents":2315}}',
  '{"tenant_claims":"none","operation_path":"alias","unsigned_digest":"absent","cents_mode":"exact",',
  '"cents_reading":"R","datetime_form":"documented","token_times":"whole","payment_tips":"inside","id_',
  'form":"text","request_spelling":"snake","operation_path":"canonical"}',
  '{"unknown":["order_details.items[].modifiers[].unknown"],"lenient":["order_details.items[].quantity',
  '"],"missing":["order_details.notes","order_details.is_asap","order_details.order_type","order_detail',
  's.scheduled_at","order_details.customer","order_details.customer.first_name","order_details.customer',
  '.last_name","order_details.customer.email","order_details.customer.phone","order_details.customer.id',
  '","order_details.customer.loyalty_id","order_details.delivery","order_details.curbside","order_detai',
  'ls.table_number","order_details.discounts","order_details.taxes","order_details.fees","order_details',
  '.items[].comment","order_details.items[].modifiers","order_details.items[].price_level_id","order_de',
  'tails.payments[].tender_id","order_details.payments[].reference","order_details.payments[].card_last',
  '4"]}',
];

/** By version, which a packed row begins with. */
export const DICTIONARIES: ReadonlyMap<number, Buffer> = new Map([
  [1, Buffer.from(ofPar.join(""))],
  [2, Buffer.from(ofPos.join(""))],
  [3, Buffer.from(ofOrders.join(""))],
  [4, Buffer.from(ofShown.join(""))],
]);

/** The versions that are written by: for calls that come in, for those that go out, for orders, and for what calls show. */
export const WRITTEN_BY = { in: 1, out: 2, order: 3, shown: 4 } as const;
