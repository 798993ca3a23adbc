/** The part of seedrandom we use; @types/seedrandom covers only the main file. */
declare module 'seedrandom/lib/alea.js' {
  /** A generator seeded with a text. Each call gives a multiple of 2^-32 in [0, 1). */
  function alea(seed: string): () => number;
  export = alea;
}
