/** Files of mappings: how they are read, what is wrong in them, and the page on which they are imported. */
export const imports = {
  file: {
    headers: "The first line names the columns: {locations} or {organizations}.",
    noHeader: "The file has no header that is known.",
    workbook: "This is an Excel workbook or another archive, not text.",
    oldWorkbook: "This is an old Excel workbook, not text.",
    noEncoding: 'There is no encoding "{name}".',
    notText: "This is not text in {name}.",
    saveAs: 'Save it as "CSV UTF-8 (comma delimited)" and try again.',
    nameEncoding:
      "If it has another encoding, name it, for example windows-1251 or shift_jis (at a shell: --encoding windows-1251).",
    guessed: "The file is not UTF-8; it was read as {name}.",
    empty: "The file is empty.",
  },
  note: {
    formula: "Read as {id}, without the formula around it.",
    guessed: "Read as {name}, which is a guess.",
  },
  row: {
    openQuote: "A double quote opens this cell, and none closes it.",
    cells:
      "The row has {count, plural, one {# cell} other {# cells}} where the header has {width}. Put values that hold the separator in double quotes.",
    twice: "The column is there twice: leave one of them out.",
    columnNumber: "column {number}",
    noConnection: 'There is no connection "{value}".',
    noStore: 'There is no store "{value}".',
    noBrand: 'There is no brand "{value}".',
    sameId: "Line {line} has this PAR id already.",
    crosses: "It belongs to {brands}, and this is another brand's.",
    crossesOnlyAdmin: "It belongs to {brands}. Only an admin of that brand may move it.",
    outside: "This PAR id is in use already, for something outside your brands.",
    onlyAdmin: "Only an admin of this brand may change its mappings.",
    or: "{some} or {other}",
  },
  parId: {
    empty: "The PAR id is empty.",
    long: "The PAR id is longer than {max} characters.",
    step: "The PAR id is a path step.",
    character: "The PAR id holds a character that ids may not hold.",
    blank: "The PAR id begins or ends with a blank.",
    lostCharacter: "The PAR id has lost a character: the file was saved in an encoding without it.",
    lostDigits:
      "The PAR id has lost digits: a spreadsheet shortened the number. Format the column as text and fill it in anew.",
  },
  doubt: {
    shortened: "This is a number as a spreadsheet shortens it; digits of the id may be lost.",
    fifteenDigits:
      "A spreadsheet keeps fifteen digits of a number; the zeros at the end may have been others.",
    formula: "This is a formula, not what it shows.",
    errorValue: "This is a spreadsheet's error value.",
    date: "This is a date that a spreadsheet may have made of an id.",
    decimals: "This is a number with decimals; PAR's id may have none.",
    separators: "This is a number with separators; PAR's id may have none.",
    programValue: "This is a value of a program, not an id.",
    misread: "This looks like UTF-8 that was read in another encoding before.",
    sameLook: "Line {line} has the same id in other characters.",
    mappedLook: '"{id}" is mapped, which looks the same.',
  },
  refused: {
    noImport: "There is no such file, or not any more: a file is kept for a day. Choose it again.",
    noBatch: "There is no such import.",
    onlyAdmin: "Only an admin may import mappings.",
    notYours: "This import changed mappings outside your brands. Somebody who administers them can undo it.",
    imported: "This file is imported already.",
    undone: "This import is undone already.",
    otherPlan:
      "The mappings changed after you looked, so this would not be what you saw. Nothing was written: look again.",
    wrongRows:
      "{count, plural, one {# row is wrong} other {# rows are wrong}}, so nothing was written. Mend the file, or leave them out.",
    nothing: "There is nothing to import.",
    tooLarge: "The file is larger than {megabytes} MB. Import it in parts.",
    tooMany: "The file has more than {rows, number} rows. Import it in parts.",
    changedSince:
      "{count, plural, one {# of these mappings was} other {# of these mappings were}} changed after the import, so nothing was taken back. Leave them as they are to take the others back.",
    leaveOut: "At most {max, number} rows can be left out. Take them out of the file instead.",
    notCsv: "Send the file's bytes as text/csv.",
    foreign: "This request came from another site.",
    signIn: "Sign in first.",
    busy: "Too many files are arriving at this moment. Try again shortly.",
    brokenOff: "The upload broke off.",
  },
} as const;
