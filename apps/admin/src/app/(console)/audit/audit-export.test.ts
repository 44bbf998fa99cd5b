import { expect, it } from "vitest";
import { auditHead, auditLine } from "./audit-export.ts";

it("has a cell for every column", () => {
  const line = auditLine({
    id: "aud_1",
    at: "2026-11-29T12:00:00.000Z",
    by: "Ada",
    address: null,
    action: "operator_changed",
    sentence: "Operator changed",
    reason: null,
    subjectId: "opr_1",
    subject: "Grace",
    fields: [
      {
        name: "name",
        label: "Name",
        isChange: true,
        from: "Grace",
        to: "=Grace",
        fromName: null,
        toName: null,
      },
      {
        name: "key",
        label: "API key",
        isChange: false,
        from: null,
        to: "key_1",
        fromName: null,
        toName: null,
      },
    ],
  });
  expect(line).toBe(
    '2026-11-29T12:00:00.000Z,Ada,,operator_changed,,opr_1,Grace,"name: Grace -> =Grace; key: key_1",aud_1\r\n',
  );
  expect(auditHead.split(",")).toHaveLength(line.split(",").length);
});
