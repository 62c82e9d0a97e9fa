/** A class that the container instantiates once per node. Its constructor takes anything that the container can inject. */
export type NodeClass<Instance extends object = object> = new (...dependencies: never[]) => Instance;
