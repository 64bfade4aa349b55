throw new Error('not meant to be loaded');
