import { MemoryStore } from '../../src/store/memory-store';
import { describeStore } from './store-suite';

describeStore('the memory store', () => new MemoryStore());
