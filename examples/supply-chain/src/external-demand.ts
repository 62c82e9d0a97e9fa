import { distributions, type NodeContext, type VertexData } from '@disco-engine/sdk';

/** The daily demand of external customers at the stages of a node. Each stage draws from its own random stream. */
export class ExternalDemand {
  /** Whether any stage has external demand. */
  readonly exists: boolean;
  private readonly draws: readonly (distributions.Sampler | undefined)[];

  constructor(context: NodeContext, stages: VertexData) {
    const present = stages.present('externalMean');
    const mean = stages.float64('externalMean', 0);
    const deviation = stages.float64('externalDeviation', 0);
    this.exists = present.includes(1);
    this.draws = stages.keys.map((key, row) => {
      if (present[row] === 0) return undefined;
      return distributions.normal(context.vertexRandom(key, 'demand'), {
        mean: mean[row] ?? NaN,
        deviation: deviation[row] ?? NaN,
      });
    });
  }

  /** Units ordered from a stage today. Call it once a day. */
  draw(row: number): number {
    const draw = this.draws[row];
    return draw === undefined ? 0 : Math.max(0, draw.sample());
  }
}
