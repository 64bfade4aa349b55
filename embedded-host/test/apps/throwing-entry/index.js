throw new TypeError('no database\nhere');
