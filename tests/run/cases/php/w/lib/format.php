<?php
function describe(Shapes\Shape $shape): string {
  return sprintf("%s with area %.2f", $shape->name(), $shape->area());
}
