<?php
namespace Shapes;

class Square extends Shape {
  public function area(): float {
    return $this->size ** 2;
  }
}
