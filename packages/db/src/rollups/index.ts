export {
  type CallPoint,
  type CallStats,
  callStats,
  type LatencyPoint,
  type OperationStats,
  type OrderPoint,
  operationStats,
  orderSeries,
  type StatsArgs,
} from "./read.ts";
export { advanceRollups, pruneRollups, type RollupStep } from "./write.ts";
