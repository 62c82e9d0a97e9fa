export type { DiscoErrorCode, ErrorCode } from './error-codes.js';
export { DiscoError, InvalidInputError, isDiscoError, type Place, type Problem } from './errors.js';
export { printable, printableLines } from './text/printable.js';
export { shownUrl } from './text/shown-url.js';
export { shownKind, shownText, shownValue } from './text/shown-value.js';
export { nearName } from './text/near-name.js';
export { GraphBuilder, type EdgeOptions, type VertexOptions } from './graph/graph-builder.js';
export { adjacencyOf, sourcesOf, transposed, type Adjacency, type OrderedEdges } from './graph/adjacency.js';
export { contracted } from './graph/contracted.js';
export { inDegrees, outDegrees } from './graph/degrees.js';
export { depths, type DepthResult } from './graph/depth.js';
export { countingSort, type CountedOrder } from './graph/counting-sort.js';
export { edgesAmong, numbersIn } from './graph/subgraph.js';
export { toldProblems } from './graph/told-problems.js';
export type { GraphParts } from './graph/graph-parts.js';
export { LabelTable } from './graph/label-table.js';
export { LayeredGraph, type GraphView } from './graph/layered-graph.js';
export type { VertexEdges } from './graph/vertex-edges.js';
export { VertexMask } from './graph/vertex-mask.js';
export { declarationProblems } from './topology/declarations.js';
export { buildTopology, type TopologyOptions } from './topology/build-topology.js';
export { NO_LINK, Topology, type TopologyTables } from './topology/topology.js';
export {
  LEAST_DELAY,
  type NodeSpec,
  type NodeTypeSpec,
  type SimprocPair,
  type SimprocSpec,
  type TopologySpec,
} from './topology/topology-spec.js';
export { EventBatch, type ReceivedEvent } from './events/event-batch.js';
export { Timer } from './events/timer.js';
export { Wakeup } from './events/wakeup.js';
export type { ActivationContext } from './activation/activation-context.js';
export type { Handler, NodeProgram, NodeRuntime, PromiseMethod } from './activation/node-program.js';
export { Kernel } from './activation/kernel.js';
export type { AdvanceEnd, KernelOptions } from './activation/kernel-options.js';
export type { Stepping, SteppingChoice } from './windows/stepping.js';
export { KernelGroup } from './run/kernel-group.js';
export { Line } from './run/line.js';
export { Run } from './run/run.js';
export type { Steppable } from './run/steppable.js';
export type { Cancellation, Host, Progress, RunOptions, RunReport } from './run/run-options.js';
export { fingerprint } from './digest/fingerprint.js';
export { ENGINE_VERSION } from './engine-version.js';
export { entryAt } from './entry-at.js';
export { nextDouble } from './order/next-double.js';
export { combineDigests, type DigestLevel } from './digest/digest.js';
export { NodePoint } from './observation/node-point.js';
export { ObservationPoint } from './observation/observation-point.js';
export { Subscribable, type Observer, type Subscription } from './observation/subscribable.js';
export {
  Observations,
  type ActivationRecord,
  type PromiseRecord,
  type RunState,
  type RunStateRecord,
  type SendRecord,
  type TimerRecord,
  type WakeupRecord,
} from './observation/observations.js';
export { MOST_WORKERS, type Partition } from './exchange/partition.js';
export type { ExchangeReport, PeerReport } from './exchange/exchange-report.js';
export type { SendMessage } from './exchange/exchange.js';
export { EVENT_WORDS, ExchangeMessage } from './exchange/exchange-message.js';
export { Transport, type BrokenLink, type Receiver, type Seat, type TransportEndpoint } from './transport.js';
export type { Randomness } from './random/randomness.js';
export { RandomStream, type RandomState } from './random/random-stream.js';
export { PhiloxStream } from './random/philox-stream.js';
export { RandomStreams, type RandomStreamsOptions } from './random/random-streams.js';
export { checkPayload, MAX_PAYLOAD_DEPTH, type PayloadFault } from './payload/check-payload.js';
export { PayloadBytesError, PayloadReader } from './payload/payload-reader.js';
export { PayloadWriter, type PayloadRefusal } from './payload/payload-writer.js';
export { isTypedArrayPrototype, TYPED_ARRAYS } from './payload/typed-arrays.js';
