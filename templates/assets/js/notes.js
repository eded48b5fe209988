/* Joins words and notes. */
"use strict";
