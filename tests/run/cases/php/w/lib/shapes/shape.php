<?php
namespace Shapes;

abstract class Shape {
  public function __construct(protected float $size) {}
  public function name(): string {
    return strtolower(substr(static::class, strlen(__NAMESPACE__) + 1));
  }
  abstract public function area(): float;
}
