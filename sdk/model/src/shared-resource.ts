// A separate entry point: a part that most models do not use.
export {
  sharedResource,
  type SharedResourceClass,
  type SharedResourceOptions,
  type SharedResourceParameters,
} from './shared-resource/define.js';
export {
  SharedResource,
  type SharedAcquireOptions,
  type SharedResourceLayers,
} from './shared-resource/shared-resource.js';
export { SharedResourceOwner } from './shared-resource/shared-resource-owner.js';
export type { Answered, Claimed } from './shared-resource/messages.js';
