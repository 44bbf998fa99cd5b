export {
  type CallPoint,
  callSeries,
  type LatencyPoint,
  latencySeries,
  type OperationStats,
  type OrderPoint,
  operationStats,
  orderSeries,
  type StatsArgs,
} from "./read.ts";
export { advanceRollups, pruneRollups, type RollupStep } from "./write.ts";
