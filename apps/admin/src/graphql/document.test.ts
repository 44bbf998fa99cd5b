import { expect, it } from "vitest";
import { graphql, textOf } from "./document.ts";

it("is sent with each fragment once, however many of its fragments use it", () => {
  const pause = graphql(`
    fragment TestPause on Pause {
      name
    }
  `);
  const store = graphql(
    `
      fragment TestStore on Location {
        id
        pauses {
          ...TestPause
        }
      }
    `,
    [pause],
  );
  const query = graphql(
    `
      query TestStores {
        locations {
          ...TestStore
          pauses {
            ...TestPause
          }
        }
      }
    `,
    [store, pause],
  );
  expect(textOf(query).match(/(query|fragment) \w+/g)).toEqual([
    "query TestStores",
    "fragment TestStore",
    "fragment TestPause",
  ]);
});
