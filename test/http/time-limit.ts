import { jest } from '@jest/globals';
import { target } from './target';

jest.setTimeout(target.testMs);
