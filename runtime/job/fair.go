package job

import "container/list"

// queue is the waiting tasks of a group, in the order in which they start: clients take
// turns, and so do the sessions of a client. The tasks of a session stay in their
// order. So neither a session with many tasks nor a client with many sessions makes the
// others wait for all of them.
type queue struct {
	turns  ring // of clients
	byName map[string]*client
	n      int
}

// client is the waiting tasks of one client.
type client struct {
	turns  ring // of lanes
	byName map[string]*lane
	n      int
	place  *list.Element // in queue.turns
}

// lane is the waiting tasks of one session.
type lane struct {
	name   string
	client *client
	tasks  list.List     // of *task
	place  *list.Element // in client.turns
}

// ring is lists that take turns, the next first. It knows how many of them are longer
// than i, for each i: so the rank of a task is found without going through all tasks.
type ring struct {
	order  list.List
	longer []int
}

// grow notes that one list had n tasks and has one more.
func (r *ring) grow(n int) {
	if n == len(r.longer) {
		r.longer = append(r.longer, 0)
	}
	r.longer[n]++
}

// shrink notes that one list had n tasks and has one less.
func (r *ring) shrink(n int) {
	r.longer[n-1]--
	for n = len(r.longer); n > 0 && r.longer[n-1] == 0; n-- {
		r.longer = r.longer[:n-1]
	}
}

// before returns how many tasks start before the one that is number n of its list, if
// that list is the last to have its turn.
func (r *ring) before(n int) int {
	sum := -1
	for _, lists := range r.longer[:n+1] {
		sum += lists
	}
	return sum
}

func newQueue() *queue { return &queue{byName: map[string]*client{}} }

// Len returns how many tasks wait.
func (q *queue) Len() int { return q.n }

// push adds a task and returns its rank, which is how many start before it.
func (q *queue) push(t *task) int {
	c := q.byName[t.job.Client]
	if c == nil {
		c = &client{byName: map[string]*lane{}}
		c.place = q.turns.order.PushBack(c)
		q.byName[t.job.Client] = c
	}
	owner := t.job.Owner()
	l := c.byName[owner]
	if l == nil {
		l = &lane{name: owner, client: c}
		l.place = c.turns.order.PushBack(l)
		c.byName[owner] = l
	}
	t.lane = l
	t.place = l.tasks.PushBack(t)
	q.n++
	q.turns.grow(c.n)
	c.turns.grow(l.tasks.Len() - 1)
	c.n++
	return q.turns.before(c.turns.before(l.tasks.Len() - 1))
}

// remove takes a task out.
func (q *queue) remove(t *task) {
	l, c := t.lane, t.lane.client
	q.n--
	q.turns.shrink(c.n)
	c.n--
	c.turns.shrink(l.tasks.Len())
	l.tasks.Remove(t.place)
	t.lane, t.place = nil, nil
	if l.tasks.Len() == 0 {
		c.turns.order.Remove(l.place)
		delete(c.byName, l.name)
	}
	if c.n == 0 {
		q.turns.order.Remove(c.place)
		delete(q.byName, t.job.Client)
	}
}

// next returns the first task that may start, nil if there is none. Of a session whose
// first task may not start, the others wait too.
func (q *queue) next(may func(*task) bool) *task {
	for c := q.turns.order.Front(); c != nil; c = c.Next() {
		for l := c.Value.(*client).turns.order.Front(); l != nil; l = l.Next() {
			if t := l.Value.(*lane).tasks.Front().Value.(*task); may(t) {
				return t
			}
		}
	}
	return nil
}

// pass ends the turn of a task's session and client: one of theirs starts.
func (q *queue) pass(t *task) {
	t.lane.client.turns.order.MoveToBack(t.lane.place)
	q.turns.order.MoveToBack(t.lane.client.place)
}

// all returns the tasks in the order in which they would start.
func (q *queue) all() []*task {
	byClient := make([]*task, 0, q.n)
	clients := make([][]*task, 0, q.turns.order.Len())
	for e := q.turns.order.Front(); e != nil; e = e.Next() {
		from := len(byClient)
		byClient = e.Value.(*client).appendAll(byClient)
		clients = append(clients, byClient[from:])
	}
	if len(clients) == 1 {
		return byClient
	}
	all := make([]*task, 0, q.n)
	for len(clients) > 0 {
		rest := clients[:0]
		for _, tasks := range clients {
			if all = append(all, tasks[0]); len(tasks) > 1 {
				rest = append(rest, tasks[1:])
			}
		}
		clients = rest
	}
	return all
}

// appendAll appends the tasks of a client: one of each session in turn.
func (c *client) appendAll(all []*task) []*task {
	next := make([]*list.Element, 0, c.turns.order.Len())
	for e := c.turns.order.Front(); e != nil; e = e.Next() {
		next = append(next, e.Value.(*lane).tasks.Front())
	}
	for len(next) > 0 {
		rest := next[:0]
		for _, e := range next {
			all = append(all, e.Value.(*task))
			if e = e.Next(); e != nil {
				rest = append(rest, e)
			}
		}
		next = rest
	}
	return all
}
